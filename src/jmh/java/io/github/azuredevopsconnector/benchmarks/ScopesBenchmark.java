package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.TokenScope;
import java.net.http.HttpClient;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Connects with only the scope that is always required, with two more, with six more (seven in all) and with all
 * scopes, while the JVM is warm.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 1)
@SuppressWarnings("NullAway.Init") // by JMH
public class ScopesBenchmark {

    /** Whether the connections are open. */
    public enum Connections {
        /** Open, to a service that answers after 40 ms. */
        OPEN,
        /** Not open, and the round trip takes 40 ms. */
        CLOSED
    }

    @Param
    public Connections connections;

    private FakeProcess fake;
    private SSLContext tls;
    private HttpClient client;

    @Setup
    public void start() {
        fake = FakeProcess.start();
        tls = fake.sslContext();
        client = fake.httpClientBuilder(tls).build();
        // A call with all scopes sends about ten times as many requests (18 instead of 2).
        for (int i = 0; i < FakeProcess.WARMUP_CALLS / 10; i++) {
            connect(FakeProcess.NEAR, TokenScope.values());
            raw().sendEight(FakeProcess.NEAR);
        }
    }

    /** A new client has no open connection. */
    @Setup(Level.Invocation)
    public void close() {
        if (connections == Connections.CLOSED) {
            client = fake.distantHttpClientBuilder(tls).build();
        }
    }

    @TearDown
    public void stop() {
        fake.close();
    }

    @Benchmark
    public AzureDevOpsConnection baseline() {
        return connect(organization());
    }

    @Benchmark
    public AzureDevOpsConnection twoScopes() {
        return connect(organization(), TokenScope.CODE_READ, TokenScope.WORK_ITEMS_READ);
    }

    @Benchmark
    public AzureDevOpsConnection sevenScopes() {
        return connect(
                organization(),
                TokenScope.WORK_ITEMS_READ,
                TokenScope.BUILD_READ,
                TokenScope.AGENT_POOLS_READ,
                TokenScope.SERVICE_CONNECTIONS_READ,
                TokenScope.WIKI_READ,
                TokenScope.TEST_MANAGEMENT_READ);
    }

    @Benchmark
    public AzureDevOpsConnection allScopes() {
        return connect(organization(), TokenScope.values());
    }

    @Benchmark
    public int rawTwoRequests() {
        return raw().send(organization());
    }

    @Benchmark
    public int rawEightRequests() {
        return raw().sendEight(organization());
    }

    private String organization() {
        return connections == Connections.OPEN ? FakeProcess.FAR : FakeProcess.NEAR;
    }

    private RawClient raw() {
        return new RawClient(client, fake.token());
    }

    private AzureDevOpsConnection connect(String organization, TokenScope... scopes) {
        return AzureDevOpsConnector.builder()
                .httpClient(client)
                .requires(scopes)
                .build()
                .connect("https://dev.azure.com/" + organization, fake.token())
                .orElseThrow();
    }
}
