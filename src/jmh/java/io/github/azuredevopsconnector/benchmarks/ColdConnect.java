package io.github.azuredevopsconnector.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.sun.management.OperatingSystemMXBean;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.slf4j.LoggerFactory;

/**
 * The first connect of a process, from making the client to the verdict: the time in nanoseconds, and the processor
 * time of the whole process. What both sides need to trust the fake is made ready before.
 */
final class ColdConnect {

    /** Who connects, and what an application might have used before. */
    enum Mode {
        RAW,
        CONNECTOR,
        /** The connector, where another client has spoken TLS already. */
        AFTER_TLS,
        /** The connector, where the logger is there already. */
        AFTER_LOGGING,
        /** The connector, where the JSON parser is there already. */
        AFTER_JSON
    }

    private ColdConnect() {}

    /** Takes a mode and a fake's address. */
    public static void main(String[] args) throws IOException {
        FakeAddress fake = FakeAddress.parse(args[1]);
        SSLContext tls = fake.sslContext();
        Mode mode = Mode.valueOf(args[0]);
        if (mode == Mode.AFTER_TLS) {
            fake.shakeHands(fake.sslContext()); // of its own: sessions are not to be resumed
        } else if (mode == Mode.AFTER_LOGGING) {
            Objects.requireNonNull(LoggerFactory.getLogger(ColdConnect.class));
        } else if (mode == Mode.AFTER_JSON) {
            parseJson();
        }

        long start = System.nanoTime();
        HttpClient client = fake.httpClientBuilder(tls).build();
        if (mode == Mode.RAW) {
            new RawClient(client).pair(FakeProcess.NEAR, fake.token()).join();
        } else {
            AzureDevOpsConnector.builder()
                    .httpClient(client)
                    .build()
                    .connect("https://dev.azure.com/near", fake.token())
                    .orElseThrow();
        }
        long time = System.nanoTime() - start;
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println(time + " " + system.getProcessCpuTime());
    }

    private static void parseJson() throws IOException {
        try (JsonParser parser = new JsonFactory().createParser("{\"count\":1,\"value\":[{\"id\":\"1\"}]}")) {
            while (parser.nextToken() != null) {
                Objects.requireNonNull(parser.getText());
            }
        }
    }
}
