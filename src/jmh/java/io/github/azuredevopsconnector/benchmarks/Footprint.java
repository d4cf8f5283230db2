package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The heap that a connector holds, and that connects hold while they wait for answers that do not come. */
public final class Footprint {

    private static final int CONNECTORS = 10_000;

    private Footprint() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
        IntFunction<Object> create = i -> AzureDevOpsConnector.create();
        held(create, CONNECTORS);
        System.out.printf("A connector: %d B%n", held(create, CONNECTORS));
        for (HttpClient.Version version : HttpClient.Version.values()) {
            inFlight(version, 16, true); // for what is made once
            for (int count : List.of(16, 256, 1_000)) { // a single one is lost in the noise
                System.out.printf(
                        "%s, %d in flight: %d B each; raw pairs: %d B each%n",
                        version, count, inFlight(version, count, true), inFlight(version, count, false));
            }
        }
    }

    /** Returns how much heap each of some connects holds, or of some raw pairs, the connections included. */
    private static long inFlight(HttpClient.Version version, int count, boolean library) {
        try (FakeProcess fake = FakeProcess.start()) {
            String token = fake.address().token();
            HttpClient client = fake.address()
                    .httpClientBuilder(fake.address().sslContext())
                    .version(version)
                    .build();
            AzureDevOpsConnector connector =
                    AzureDevOpsConnector.builder().httpClient(client).build();
            RawClient raw = new RawClient(client);
            connector
                    .connect("https://dev.azure.com/" + FakeProcess.NEAR, token)
                    .orElseThrow();
            raw.pair(FakeProcess.NEAR, token).join();
            return held(
                    i -> library
                            ? connector.connectAsync("https://dev.azure.com/" + FakeProcess.SILENT, token)
                            : raw.pair(FakeProcess.SILENT, token),
                    count);
        }
    }

    /** Makes objects, and returns how much heap each of them holds. */
    private static long held(IntFunction<Object> make, int count) {
        List<Object> objects = new ArrayList<>(count);
        long before = used();
        for (int i = 0; i < count; i++) {
            objects.add(make.apply(i));
        }
        return (used() - before) / objects.size();
    }

    /** Returns how much heap is used, once that has settled: connections are still being opened. */
    private static long used() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long before;
        long now = 0;
        do {
            before = now;
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            memory.gc();
            now = memory.getHeapMemoryUsage().getUsed();
        } while (Math.abs(now - before) > now / 1_000);
        return now;
    }
}
