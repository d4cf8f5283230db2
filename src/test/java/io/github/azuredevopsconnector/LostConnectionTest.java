package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests connections that are lost while they are idle or in use. */
@Tag("network")
class LostConnectionTest {

    private static final String USER = "{\"authenticatedUser\":{\"id\":\"5a1d3c70-0000-4000-8000-0123456789ab\"}}";
    private static final String NO_PROJECTS = "{\"count\":0,\"value\":[]}";

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    @AutoClose
    private final Relay relay = new Relay(fake.proxyAddress());

    private final HttpClient client =
            fake.httpClientBuilder().proxy(ProxySelector.of(relay.address())).build();

    private final AzureDevOpsConnector connector = connector(client);

    @Test
    void lostConnectionsDoNotAffectLaterCalls() {
        fake.organization("contoso");
        assertAllVerified(connector, 20);

        relay.freeze();
        VerificationResult inFlight = AzureDevOpsConnector.builder()
                .httpClient(client)
                .timeout(Duration.ofSeconds(2))
                .build()
                .connect("dev.azure.com/contoso", fake.token());

        assertThat(Verdicts.verdictOf(inFlight)).isEqualTo("TIMED_OUT");
        for (int i = 0; i < 5; i++) {
            assertVerified(connector);
        }
    }

    /** Each call replaces the client, whose connections end when it is garbage-collected. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_19)
    void callsAfterIdleTimesLeaveFewConnectionsOpen() {
        fake.organization("contoso");
        for (int i = 0; i < 10; i++) {
            assertVerified(connector);
            Transport.over(client)
                    .client()
                    .respondedAt(System.nanoTime() - Duration.ofSeconds(31).toNanos());
        }

        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        do {
            System.gc();
        } while (relay.openConnections() > 6 && System.nanoTime() < end);

        assertThat(relay.openConnections()).isLessThanOrEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"false, true", "false, false", "true, true", "true, false"})
    void aCallIsVerifiedAfterAllConnectionsWereResetOrClosed(boolean wrapped, boolean reset) {
        fake.organization("contoso");
        AzureDevOpsConnector over = connector(wrapped ? new ForwardingClient(client) : client);
        for (int i = 0; i < 5; i++) {
            assertAllVerified(over, 5);
            if (reset) {
                relay.reset();
            } else {
                relay.end();
            }
            assertVerified(over);
        }
    }

    /** The JDK's client repeats most lost requests itself, so a wrapper simulates losses that it does not repeat. */
    @ParameterizedTest
    @CsvSource({"1, VERIFIED", "2, UNREACHABLE"})
    void theLibraryRepeatsALostRequestOnce(int losses, String verdict) {
        fake.organization("contoso");
        Map<URI, Integer> sent = new ConcurrentHashMap<>();
        AzureDevOpsConnector losing = connector(new ForwardingClient(client) {
            @Override
            public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
                    throws IOException, InterruptedException {
                int number = sent.merge(request.uri(), 1, Integer::sum);
                if (number > 1 && number <= 1 + losses) {
                    throw new SocketException("Connection reset");
                }
                return super.send(request, handler);
            }
        });
        assertVerified(losing);

        VerificationResult result = losing.connect("dev.azure.com/contoso", fake.token());

        assertThat(Verdicts.verdictOf(result)).isEqualTo(verdict);
        assertThat(sent.values()).containsExactly(3, 3);
    }

    @Test
    void aRequestIsRepeatedOnceIfItsConnectionIsLost() throws Exception {
        assertThat(requestsWhenConnectionsAreLost(Relay::resetLastUsed)).isEqualTo(91);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allCallsInFlightAreVerifiedWhenAllConnectionsAreLost(boolean reset) throws Exception {
        assertThat(requestsWhenConnectionsAreLost(reset ? Relay::reset : Relay::end))
                .isEqualTo(180);
    }

    /** Verifies 45 calls, loses connections while 90 requests are in flight, and returns the number of requests. */
    private int requestsWhenConnectionsAreLost(Consumer<Relay> loss) throws Exception {
        CountDownLatch arrived = new CountDownLatch(90);
        CompletableFuture<Boolean> lost = new CompletableFuture<>();
        fake.organization("fabrikam");
        assertThat(connector.connect("dev.azure.com/fabrikam", fake.token())).matches(VerificationResult::isVerified);
        HttpClient used = Transport.over(client).client().http();
        fake.organization("contoso")
                .answers("_apis/connectionData", request -> after(lost, arrived, USER))
                .answers("_apis/projects", request -> after(lost, arrived, NO_PROJECTS));

        List<CompletableFuture<VerificationResult>> calls = ConnectLoadTest.begin(connector, fake, 45);
        try {
            assertThat(arrived.await(50, TimeUnit.SECONDS)).isTrue();
            loss.accept(relay);
        } finally {
            lost.complete(true);
        }

        calls.forEach(LostConnectionTest::assertVerified);
        assertThat(Transport.over(client).client().http()).isSameAs(used);
        return (int) fake.requests().stream()
                .filter(request -> request.organization().equals("contoso"))
                .count();
    }

    private static MockResponse after(CompletableFuture<Boolean> lost, CountDownLatch arrived, String body) {
        arrived.countDown();
        lost.join();
        return new MockResponse.Builder().body(body).build();
    }

    private static AzureDevOpsConnector connector(HttpClient client) {
        return AzureDevOpsConnector.builder()
                .httpClient(client)
                .timeout(Duration.ofSeconds(50))
                .build();
    }

    private void assertVerified(AzureDevOpsConnector connector) {
        assertAllVerified(connector, 1);
    }

    private void assertAllVerified(AzureDevOpsConnector connector, int calls) {
        ConnectLoadTest.begin(connector, fake, calls).forEach(LostConnectionTest::assertVerified);
    }

    private static void assertVerified(CompletableFuture<VerificationResult> call) {
        VerificationResult result = call.join();
        assertThat(result.isVerified())
                .as(() -> result + " " + (result instanceof Inconclusive ? ((Inconclusive) result).cause() : ""))
                .isTrue();
    }
}
