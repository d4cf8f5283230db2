package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests custom clients that wrap another client and retry, or that misbehave. */
@Tag("network")
class CustomHttpClientTest {

    private static final Duration TIMEOUT = Duration.ofMillis(700);
    private static final String SECRET = "Basic OnNlY3JldA==";

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    private final CompletableFuture<Boolean> release = new CompletableFuture<>();

    @Test
    void theLastAnswerCountsIfAWrapperSendsAgainAfterA503() {
        fake.organization("contoso").answers(FakeAnswer.UNAVAILABLE);
        HttpClient repeating = wrapper(client -> {
            HttpResponse<Object> response = client.send();
            fake.organization("contoso").answers(FakeAnswer.OK);
            return response.statusCode() == 503 ? client.send() : response;
        });

        assertThat(connect(repeating, Duration.ofSeconds(20)).isVerified()).isTrue();
    }

    @Test
    void theLastAnswerCountsIfAWrapperSendsAgainAfterAFailure() {
        fake.organization("contoso").answers(FakeAnswer.CUT);
        HttpClient repeating = wrapper(client -> {
            try {
                return client.send();
            } catch (IOException e) {
                fake.organization("contoso").answers(FakeAnswer.OK);
                return client.send();
            }
        });

        assertThat(connect(repeating, Duration.ofSeconds(20)).isVerified()).isTrue();
    }

    @Test
    void aWrapperMayReturnAnEarlierResponse() {
        fake.organization("contoso").answers(FakeAnswer.EXPIRED);
        AtomicReference<HttpResponse<?>> first = new AtomicReference<>();
        HttpClient caching = new ForwardingClient(fake.httpClient()) {
            @Override
            @SuppressWarnings("unchecked")
            public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
                    throws IOException, InterruptedException {
                first.compareAndSet(null, super.send(request, handler));
                return (HttpResponse<T>) Objects.requireNonNull(first.get());
            }
        };
        assertThat(connect(caching, Duration.ofSeconds(20)).isRejected()).isTrue();

        fake.organization("contoso").answers(FakeAnswer.OK);

        assertThat(connect(caching, Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Rejected.Reason.TOKEN_EXPIRED));
    }

    @SuppressWarnings("NullAway") // some clients return null where they must not
    static List<Named<Function<CustomHttpClientTest, Sending>>> misbehaving() {
        return List.of(
                named("returns null", test -> client -> null),
                named("throws", test -> client -> {
                    throw new IllegalStateException(SECRET);
                }),
                named("throws a checked exception", test -> client -> {
                    throw sneaky(new Exception(SECRET));
                }),
                named("throws an error", test -> client -> {
                    throw new StackOverflowError(SECRET);
                }),
                named("throws an exception that blocks", test -> client -> {
                    throw new IOException(SECRET) {
                        private static final long serialVersionUID = 1L;

                        @Override
                        public StackTraceElement[] getStackTrace() {
                            test.release.join();
                            return super.getStackTrace();
                        }
                    };
                }),
                named("throws an InterruptedException without an interrupt", test -> client -> {
                    throw new InterruptedException(SECRET);
                }),
                named("ignores interrupts", test -> client -> {
                    test.release.join();
                    return client.send();
                }));
    }

    @ParameterizedTest
    @MethodSource("misbehaving")
    void aMisbehavingClientMakesTheResultInconclusiveInTime(Function<CustomHttpClientTest, Sending> kind) {
        fake.organization("contoso");
        HttpClient client = wrapper(kind.apply(this));
        try {
            assertInconclusive(connect(client, TIMEOUT));
            CompletableFuture<VerificationResult> future =
                    connector(client, TIMEOUT).connectAsync("dev.azure.com/contoso", fake.token());
            assertThat(future).succeedsWithin(20, TimeUnit.SECONDS).satisfies(CustomHttpClientTest::assertInconclusive);
        } finally {
            release.complete(true);
        }
    }

    @Test
    void aProxySelectorThatThrowsMakesTheResultInconclusive() {
        ProxySelector throwing = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                throw new IllegalStateException(SECRET);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };

        assertInconclusive(connect(fake.httpClientBuilder().proxy(throwing).build(), TIMEOUT));
    }

    private static void assertInconclusive(VerificationResult result) {
        assertThat(result).isInstanceOf(Inconclusive.class);
        StringBuilder words = new StringBuilder(result + result.message());
        ((Inconclusive) result).cause().ifPresent(cause -> {
            words.append(cause);
            assertThat(cause.getSuppressed()).isEmpty();
            assertThat(cause).hasNoCause();
        });
        assertThat(words.toString()).doesNotContain(SECRET, "OnNlY3JldA");
    }

    private VerificationResult connect(HttpClient client, Duration timeout) {
        return connector(client, timeout).connect("https://dev.azure.com/contoso", fake.token());
    }

    private static AzureDevOpsConnector connector(HttpClient client, Duration timeout) {
        return AzureDevOpsConnector.builder()
                .httpClient(client)
                .timeout(timeout)
                .build();
    }

    /** Sends the request with the wrapped client. */
    @FunctionalInterface
    private interface Wrapped {
        HttpResponse<Object> send() throws IOException, InterruptedException;
    }

    /** Decides how a wrapper sends a request. */
    @FunctionalInterface
    private interface Sending {
        HttpResponse<Object> send(Wrapped client) throws IOException, InterruptedException;
    }

    private HttpClient wrapper(Sending sending) {
        return new ForwardingClient(fake.httpClient()) {
            @Override
            @SuppressWarnings("unchecked")
            public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
                    throws IOException, InterruptedException {
                return (HttpResponse<T>) sending.send(() -> super.send(request, (BodyHandler<Object>) handler));
            }
        };
    }

    /** Throws a checked exception where none is declared, as Kotlin and Lombok can. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
