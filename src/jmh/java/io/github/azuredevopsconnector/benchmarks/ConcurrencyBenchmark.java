package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.VerificationResult;
import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Many connects at once: a thousand, of which a given number is in flight at any time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(ConcurrencyBenchmark.CONNECTS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // by JMH
public class ConcurrencyBenchmark {

    static final int CONNECTS = 1_000;

    @Param({"HTTP_1_1", "HTTP_2"})
    public HttpClient.Version version;

    @Param({"1", "16", "256", "1000"})
    public int inFlight;

    private FakeProcess fake;
    private String token;
    private AzureDevOpsConnector connector;
    private RawClient raw;

    @Setup
    public void start() {
        fake = FakeProcess.start();
        token = fake.address().token();
        HttpClient client = fake.address()
                .httpClientBuilder(fake.address().sslContext())
                .version(version)
                .build();
        connector = AzureDevOpsConnector.builder().httpClient(client).build();
        raw = new RawClient(client);
    }

    @TearDown
    public void stop() {
        fake.close();
    }

    @Benchmark
    public void connectAsync() {
        runAll(() -> connector
                .connectAsync("https://dev.azure.com/" + FakeProcess.NEAR, token)
                .thenApply(VerificationResult::orElseThrow));
    }

    @Benchmark
    @Baseline
    public void rawPair() {
        runAll(() -> raw.pair(FakeProcess.NEAR, token));
    }

    private void runAll(Supplier<CompletableFuture<?>> connect) {
        Semaphore free = new Semaphore(inFlight);
        AtomicInteger failures = new AtomicInteger();
        for (int i = 0; i < CONNECTS; i++) {
            free.acquireUninterruptibly();
            connect.get().whenComplete((connection, failure) -> {
                if (failure != null && failures.incrementAndGet() == 1) {
                    failure.printStackTrace();
                }
                free.release();
            });
        }
        free.acquireUninterruptibly(inFlight);
        if (failures.get() > 0) {
            throw new IllegalStateException(failures + " connects failed");
        }
    }
}
