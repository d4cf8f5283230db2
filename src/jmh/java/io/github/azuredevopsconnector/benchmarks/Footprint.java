package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;

/** The heap that a connector holds, and that a connect holds while it waits for an answer that does not come. */
public final class Footprint {

    private static final int CONNECTORS = 10_000;
    private static final int IN_FLIGHT = 100;

    private Footprint() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
        IntFunction<Object> create = i -> AzureDevOpsConnector.create();
        held(create, CONNECTORS);
        System.out.printf("A connector: %d B%n", held(create, CONNECTORS));

        try (FakeProcess fake = FakeProcess.start()) {
            String token = fake.address().token();
            SSLContext tls = fake.address().sslContext();
            HttpClient client = fake.address().httpClientBuilder(tls).build();
            AzureDevOpsConnector connector =
                    AzureDevOpsConnector.builder().httpClient(client).build();
            RawClient raw = new RawClient(client);
            IntFunction<Object> connect =
                    i -> connector.connectAsync("https://dev.azure.com/" + FakeProcess.SILENT, token);
            IntFunction<Object> pair = i -> raw.pair(FakeProcess.SILENT, token);
            raw.pair(FakeProcess.NEAR, token).join();
            connector
                    .connect("https://dev.azure.com/" + FakeProcess.NEAR, token)
                    .orElseThrow();
            for (int i = 0; i < 3; i++) {
                System.out.printf(
                        "A connect in flight: %d B; a raw pair: %d B%n",
                        held(connect, IN_FLIGHT), held(pair, IN_FLIGHT));
            }
        }
    }

    /** Makes objects, and returns how much heap each of them holds. */
    private static long held(IntFunction<Object> make, int count) {
        List<Object> objects = new ArrayList<>(count);
        long before = used();
        for (int i = 0; i < count; i++) {
            objects.add(make.apply(i));
        }
        long after = used();
        for (Object object : objects) {
            if (object instanceof CompletableFuture) {
                ((CompletableFuture<?>) object).cancel(true);
            }
        }
        return (after - before) / count;
    }

    private static long used() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
