package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.ScriptedProxy.Connection;
import io.github.azuredevopsconnector.ScriptedProxy.Script;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies that a call and its exchanges end in time wherever an exchange gets stuck. */
@Tag("network")
class ConnectTimeLimitTest {

    private static final Duration TIMEOUT = Duration.ofMillis(700);
    /** The extra time for a busy computer. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final String TOKEN = "0123456789abcdefghij";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    static Stream<Arguments> delays() {
        return Stream.of(
                delay("the proxy does not answer", Connection::awaitEnd),
                delay("the proxy drips its answer", c -> {
                    c.readHead();
                    drip(c, "HTTP/1.1 200 Connection established\r\nX: ", "x");
                }),
                delay("no TLS handshake", c -> c.acceptConnect().awaitEnd()),
                delay("no answer", c -> {
                    c.openTunnel().readHead();
                    c.awaitEnd();
                }),
                delay("half a head", c -> {
                    c.openTunnel().readHead();
                    c.write(HEAD).awaitEnd();
                }),
                delay("the head drips", c -> {
                    c.openTunnel().readHead();
                    drip(c, HEAD + "X: ", "x");
                }),
                delay("no body", c -> {
                    c.openTunnel().readHead();
                    c.write(HEAD + "Content-Length: 1000\r\n\r\n").awaitEnd();
                }),
                delay("half a body", c -> {
                    c.openTunnel().readHead();
                    c.write(HEAD + "Content-Length: 1000\r\n\r\n{\"count\":").awaitEnd();
                }),
                delay("the body drips", c -> {
                    c.openTunnel().readHead();
                    drip(c, HEAD + "Content-Length: 100000\r\n\r\n", " ");
                }),
                delay("the chunks drip", c -> {
                    c.openTunnel().readHead();
                    drip(c, HEAD + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n");
                }),
                delay("a body without end", c -> {
                    c.openTunnel().readHead();
                    drip(c, HEAD + "Connection: close\r\n\r\n", " ");
                }));
    }

    private static Arguments delay(String name, Script script) {
        return Arguments.of(name, script);
    }

    /** Writes one drop every 20 ms, as long as the client reads. */
    private static void drip(Connection connection, String head, String drop)
            throws java.io.IOException, InterruptedException {
        connection.write(head);
        while (!Thread.currentThread().isInterrupted()) {
            connection.write(drop);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("delays")
    void aCallEndsInTimeAndLeavesNoExchangeOpen(String name, Script script) throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(script)) {
            AzureDevOpsConnector connector = connector(proxy, TIMEOUT);

            assertTimesOut(() -> connector.connect("https://dev.azure.com/contoso", TOKEN));
            assertTimesOut(() -> connector
                    .connectAsync("https://dev.azure.com/contoso", TOKEN)
                    .get(30, TimeUnit.SECONDS));

            proxy.awaitEndOfConnections();
        }
    }

    private static void assertTimesOut(Callable<VerificationResult> call) throws Exception {
        long start = System.nanoTime();
        VerificationResult result = call.call();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);

        assertThat(verdictOf(result)).isEqualTo("TIMED_OUT");
        assertThat(elapsed).isBetween(TIMEOUT.minusMillis(50), TIMEOUT.plus(SLACK));
    }

    /** If a client has received nothing, its connections may be dead. */
    @ParameterizedTest
    @CsvSource({"STALLED, true", "SILENT, false"})
    void aClientIsKeptAfterATimeoutOnlyIfItReceivedAnything(FakeAnswer answer, boolean kept) {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            HttpClient client = fake.httpClient();
            AzureDevOpsConnector.Builder builder =
                    AzureDevOpsConnector.builder().httpClient(client);
            fake.organization("fabrikam");
            fake.organization("contoso").answers(answer);
            builder.build().connect("dev.azure.com/fabrikam", fake.token()); // opens the connections

            VerificationResult result = builder.timeout(Duration.ofSeconds(3)) // the head of the answer comes in time
                    .build()
                    .connect("dev.azure.com/contoso", fake.token());

            assertThat(verdictOf(result)).isEqualTo("TIMED_OUT");
            assertThat(Transport.over(client).client().http() == client).isEqualTo(kept);
        }
    }

    /** A refusal with a reason decides, and so does an answer that names the anonymous user. */
    @ParameterizedTest
    @EnumSource(names = {"EXPIRED", "ANONYMOUS"})
    void aCallDoesNotWaitForASilentAnswerAfterADecidingOne(FakeAnswer answer) {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso").answers(FakeAnswer.SILENT).answers("_apis/connectionData", answer);
            AzureDevOpsConnector connector =
                    fake.connectorBuilder().timeout(Duration.ofMinutes(10)).build();

            assertThat(connector.connect("dev.azure.com/contoso", fake.token()).isRejected())
                    .isTrue();
        }
    }

    /**
     * Where an exchange stalls. Before JDK 17, it cannot be canceled until the headers of the response have arrived.
     */
    enum Stall {
        BEFORE_THE_HEADERS("HTTP/1.1 200 OK\r\n"),
        IN_THE_BODY(HEAD + "Content-Length: 1000\r\n\r\n{");

        private final String sent;

        Stall(String sent) {
            this.sent = sent;
        }
    }

    static List<Stall> stalls() {
        return Runtime.version().feature() < 17 ? List.of(Stall.IN_THE_BODY) : List.of(Stall.values());
    }

    @ParameterizedTest
    @MethodSource("stalls")
    void aCanceledFutureLeavesNoExchangeOpen(Stall stall) throws Exception {
        assertLeavesNoExchange(stall, future -> assertThat(future.cancel(true)).isTrue());
    }

    @ParameterizedTest
    @MethodSource("stalls")
    void aFutureThatTheCallerCompletesLeavesNoExchangeOpen(Stall stall) throws Exception {
        VerificationResult own = Inconclusive.of(Inconclusive.Reason.INTERRUPTED);

        assertLeavesNoExchange(stall, future -> {
            assertThat(future.complete(own)).isTrue();
            assertThat(future.join()).isSameAs(own);
        });
    }

    private static void assertLeavesNoExchange(Stall stall, Consumer<CompletableFuture<VerificationResult>> end)
            throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        try (ScriptedProxy proxy = new ScriptedProxy(stalled(stall, begun))) {
            CompletableFuture<VerificationResult> future =
                    connector(proxy, Duration.ofMinutes(10)).connectAsync("https://dev.azure.com/contoso", TOKEN);
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

            end.accept(future);

            proxy.awaitEndOfConnections();
        }
    }

    @ParameterizedTest
    @MethodSource("stalls")
    void anInterruptCancelsTheExchangeAndTheInterruptedStatusStaysSet(Stall stall) throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        try (ScriptedProxy proxy = new ScriptedProxy(stalled(stall, begun))) {
            AzureDevOpsConnector connector = connector(proxy, Duration.ofMinutes(10));
            CompletableFuture<String> outcome = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                VerificationResult result = connector.connect("https://dev.azure.com/contoso", TOKEN);
                outcome.complete(
                        verdictOf(result) + " " + Thread.currentThread().isInterrupted());
            });
            caller.start();
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

            caller.interrupt();

            assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo("INTERRUPTED true");
            proxy.awaitEndOfConnections();
        }
    }

    @Test
    void anInterruptedThreadSendsNothing() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso");
            AzureDevOpsConnector connector = fake.connector();

            Thread.currentThread().interrupt();
            VerificationResult result = connector.connect("dev.azure.com/contoso", fake.token());
            boolean stillInterrupted = Thread.interrupted();

            assertThat(verdictOf(result)).isEqualTo("INTERRUPTED");
            assertThat(stillInterrupted).isTrue();
            assertThat(fake.tunnels()).isEmpty();
        }
    }

    @Test
    void anExtremelyLongTimeoutIsAccepted() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso");
            AzureDevOpsConnector connector = fake.connectorBuilder()
                    .timeout(Duration.ofSeconds(Long.MAX_VALUE))
                    .build();

            assertThat(connector.connect("dev.azure.com/contoso", fake.token()).isVerified())
                    .isTrue();
            assertThat(connector.connectAsync("dev.azure.com/contoso", fake.token()))
                    .succeedsWithin(20, TimeUnit.SECONDS)
                    .matches(VerificationResult::isVerified);
        }
    }

    @Test
    void aCallWithTheShortestTimeoutTimesOut() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso").leadsTo(Inconclusive.Reason.TIMED_OUT);
            AzureDevOpsConnector connector =
                    fake.connectorBuilder().timeout(Duration.ofNanos(1)).build();

            assertThat(verdictOf(connector.connect("dev.azure.com/contoso", fake.token())))
                    .isEqualTo("TIMED_OUT");
        }
    }

    private static AzureDevOpsConnector connector(ScriptedProxy proxy, Duration timeout) {
        return proxy.connectorBuilder().timeout(timeout).build();
    }

    /** Begins an answer that never continues, and counts it. */
    private static Script stalled(Stall stall, CountDownLatch begun) {
        return connection -> {
            connection.openTunnel().readHead();
            begun.countDown();
            connection.write(stall.sent).awaitEnd();
        };
    }
}
