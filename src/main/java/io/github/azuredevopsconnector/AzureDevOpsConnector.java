package io.github.azuredevopsconnector;

import io.github.azuredevopsconnector.VerificationResult.Inconclusive;
import io.github.azuredevopsconnector.VerificationResult.Rejected;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A verifier of organization URLs and personal access tokens, which asks Azure DevOps itself.
 *
 * <pre>{@code
 * AzureDevOpsConnector connector = AzureDevOpsConnector.create();
 * VerificationResult result = connector.connect("https://dev.azure.com/contoso", token);
 * }</pre>
 *
 * <p>A connect asks two questions at once, so that it takes one round trip on an open connection: whom the token
 * belongs to, and whether it may read projects, which takes the scope "Project and team: Read". The token is sent to
 * {@code https://dev.azure.com} and nowhere else; redirects are not followed.
 *
 * <p>Whatever the network or the service does, a connect ends, at most about half a second after its {@linkplain
 * Builder#timeout timeout}, with a {@link VerificationResult}: nothing about the outcome is an exception. It is not
 * tried again; that is the caller's to decide, and the result tells whether and when.
 *
 * <p>A connector lives as long as the application. It needs no closing: it holds no socket and no thread but those of
 * its {@link HttpClient}. Connectors without a client of their own share one, which is made on first use and kept for
 * the life of the process, so that {@link #create()} costs next to nothing.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class AzureDevOpsConnector {

    private static final Logger LOGGER = LoggerFactory.getLogger(AzureDevOpsConnector.class);

    private final @Nullable HttpClient ownClient;
    private final Duration timeout;
    private final String userAgent;

    private AzureDevOpsConnector(Builder builder) {
        this.ownClient = builder.httpClient;
        this.timeout = builder.timeout;
        this.userAgent = builder.userAgent;
    }

    /**
     * {@return a connector with the defaults: 20 seconds, and the shared client, which uses the proxy and the trust
     * store that the JDK's system properties name}
     */
    public static AzureDevOpsConnector create() {
        return builder().build();
    }

    /** {@return a builder, which has the defaults of {@link #create()}} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Verifies what a person typed, and waits for the result.
     *
     * <p>Text that is no organization URL, or cannot be a token, is {@link Rejected} without anything being sent. If
     * the thread is interrupted, the exchange is canceled, the thread's flag stays set, and the result is {@link
     * Inconclusive.Reason#INTERRUPTED}.
     *
     * @param organizationUrl as for {@link OrganizationUrl#parse}
     * @param personalAccessToken as for {@link PersonalAccessToken#of}
     * @return what was established
     */
    public VerificationResult connect(String organizationUrl, String personalAccessToken) {
        return parsed(organizationUrl, personalAccessToken, this::connect, rejected -> rejected);
    }

    /**
     * Verifies a token for an organization, and waits for the result, as {@link #connect(String, String)} does.
     *
     * @param organizationUrl where to connect
     * @param personalAccessToken what to connect with
     * @return what was established
     */
    public VerificationResult connect(OrganizationUrl organizationUrl, PersonalAccessToken personalAccessToken) {
        RequestTemplate request = template(organizationUrl, personalAccessToken);
        VerificationResult result;
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException(); // before anything is sent
            }
            result = new Attempt(client(), request, timeout).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = Inconclusive.of(Inconclusive.Reason.INTERRUPTED);
        } catch (NoClientException e) {
            result = e.result(request);
        }
        log(organizationUrl, result);
        return result;
    }

    /**
     * Verifies what a person typed, without waiting.
     *
     * <p>The future completes with what {@link #connect(String, String)} would return, never exceptionally. It
     * completes on the executor of the {@link HttpClient} if that was given one, else on the common pool; so do the
     * actions that depend on it. If the executor refuses, it completes on the common pool, and if no thread is free
     * when the timeout is over, on a thread of its own. Completing or canceling the future cancels the exchange, as
     * soon as the actions that depend on the future have run.
     *
     * @param organizationUrl as for {@link OrganizationUrl#parse}
     * @param personalAccessToken as for {@link PersonalAccessToken#of}
     * @return the future of what was established
     */
    public CompletableFuture<VerificationResult> connectAsync(String organizationUrl, String personalAccessToken) {
        return parsed(organizationUrl, personalAccessToken, this::connectAsync, CompletableFuture::completedFuture);
    }

    /**
     * Verifies a token for an organization, without waiting, as {@link #connectAsync(String, String)} does.
     *
     * @param organizationUrl where to connect
     * @param personalAccessToken what to connect with
     * @return the future of what was established
     */
    public CompletableFuture<VerificationResult> connectAsync(
            OrganizationUrl organizationUrl, PersonalAccessToken personalAccessToken) {
        RequestTemplate request = template(organizationUrl, personalAccessToken);
        HttpClient client;
        try {
            client = client();
        } catch (NoClientException e) {
            VerificationResult result = e.result(request);
            log(organizationUrl, result);
            return CompletableFuture.completedFuture(result);
        }
        Attempt attempt = new Attempt(client, request, timeout);
        CompletableFuture<VerificationResult> future =
                Delivery.of(attempt.result(), attempt::cancel, attempt.remainingNanos(), client.executor());
        future.whenComplete((result, canceled) -> {
            if (canceled == null) {
                log(organizationUrl, result);
            }
        });
        return future;
    }

    private static void log(OrganizationUrl organizationUrl, VerificationResult result) {
        LOGGER.debug("Connecting to {}: {}", organizationUrl, result);
    }

    private RequestTemplate template(OrganizationUrl organizationUrl, PersonalAccessToken personalAccessToken) {
        return new RequestTemplate(
                Objects.requireNonNull(organizationUrl, "organizationUrl"),
                Objects.requireNonNull(personalAccessToken, "personalAccessToken"),
                userAgent);
    }

    private HttpClient client() throws NoClientException {
        return ownClient != null ? ownClient : SharedClient.get();
    }

    private static <R> R parsed(
            String organizationUrl,
            String personalAccessToken,
            BiFunction<OrganizationUrl, PersonalAccessToken, R> connect,
            Function<VerificationResult, R> rejected) {
        Objects.requireNonNull(organizationUrl, "organizationUrl");
        Objects.requireNonNull(personalAccessToken, "personalAccessToken");
        OrganizationUrl organization;
        PersonalAccessToken token;
        try {
            organization = OrganizationUrl.parse(organizationUrl);
            token = PersonalAccessToken.of(personalAccessToken);
        } catch (InvalidOrganizationUrlException e) {
            return rejected.apply(Rejected.of(e));
        } catch (InvalidPersonalAccessTokenException e) {
            return rejected.apply(Rejected.of(e));
        }
        return connect.apply(organization, token);
    }

    /** One connect on its way: both exchanges, and what comes of them. */
    private static final class Attempt {

        /**
         * How long an answer that all but settles the verdict waits for the other one, which was asked for at the same
         * moment and may have something more telling to say.
         */
        private static final Duration GRACE = Duration.ofMillis(500);

        /**
         * How much longer than the client's own timeout a connect may take. That one ends at the response's headers,
         * but up to there it cuts the connection on every JDK, which canceling does not (11 never, 25 not always during
         * CONNECT).
         */
        private static final Duration LEEWAY = Duration.ofMillis(100);

        private final long end;
        private final Exchange connectionData;
        private final Exchange projects;
        private final CompletableFuture<VerificationResult> result;

        Attempt(HttpClient client, RequestTemplate request, Duration timeout) {
            end = System.nanoTime() + timeout.plus(LEEWAY).toNanos();
            connectionData = Exchange.send(client, Probe.CONNECTION_DATA.request(request, timeout));
            projects = Exchange.send(client, Probe.PROJECTS.request(request, timeout));
            CompletableFuture<Finding> who = finding(Probe.CONNECTION_DATA, connectionData, projects);
            CompletableFuture<Finding> what = finding(Probe.PROJECTS, projects, connectionData);
            result = who.thenCombine(what, (c, p) -> Verdict.of(c, p, request)).exceptionally(defect -> {
                Finding unreadable = FailureReader.readUnreadable(defect);
                return Verdict.of(unreadable, unreadable, request);
            });
        }

        private static CompletableFuture<Finding> finding(Probe probe, Exchange exchange, Exchange other) {
            return exchange.answer().thenApply(answer -> {
                Finding finding = AnswerReader.read(probe, answer);
                if (Verdict.isSettledBy(finding.meaning())) {
                    other.abandonAfter(GRACE);
                }
                return finding;
            });
        }

        /** Returns what comes of it. The future never completes exceptionally. */
        CompletableFuture<VerificationResult> result() {
            return result;
        }

        /** How much time is left, in nanoseconds; less than none when it is over. */
        long remainingNanos() {
            return end - System.nanoTime();
        }

        /** Waits by the caller's own clock: no thread needs to be free for a connect to end. */
        VerificationResult await() throws InterruptedException {
            try {
                return result.get(remainingNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                cancel();
                return result.join();
            } catch (InterruptedException e) {
                cancel();
                throw e;
            } catch (ExecutionException e) {
                throw new AssertionError("the result never completes exceptionally", e.getCause());
            }
        }

        /** Ends both exchanges, if they have not ended. */
        void cancel() {
            connectionData.abandon();
            projects.abandon();
        }
    }

    /** The client of all connectors that were given none. */
    private static final class SharedClient {
        private static @Nullable HttpClient instance;

        /** Makes the client if there is none yet; if that fails, the next call tries again. */
        static synchronized HttpClient get() throws NoClientException {
            if (instance == null) {
                try {
                    instance = HttpClient.newBuilder()
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .build();
                } catch (RuntimeException | Error e) { // mostly an UncheckedIOException; JDK 11: an InternalError
                    throw new NoClientException(e);
                }
            }
            return instance;
        }
    }

    /** There is no client to be had: a trust store that cannot be read, no sockets left. */
    private static final class NoClientException extends Exception {
        private static final long serialVersionUID = 1L;

        NoClientException(Throwable cause) {
            super(cause);
        }

        VerificationResult result(RequestTemplate request) {
            Finding finding = FailureReader.read(this);
            return Verdict.of(finding, finding, request);
        }
    }

    /** Builds a connector. Not safe for use by many threads. */
    public static final class Builder {

        private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);
        private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

        private @Nullable HttpClient httpClient;
        private Duration timeout = DEFAULT_TIMEOUT;
        private String userAgent = UserAgent.ofLibrary();

        private Builder() {}

        /**
         * Sets the client that sends the requests: its proxy, its TLS and its executor are used. It remains the
         * caller's. The JDK asks a {@link java.net.ProxySelector} on the thread that connects, for as long as that
         * takes.
         *
         * @param httpClient a client that never follows redirects, which is the default
         * @return this builder
         * @throws IllegalArgumentException if the client follows redirects, for some updates of JDK 17 forward the
         *     token to wherever one points; if it keeps cookies, which could stand in for the token; or if it has an
         *     {@link java.net.Authenticator}, which makes JDK 17 and 21 drop the token (JDK-8326949)
         */
        public Builder httpClient(HttpClient httpClient) {
            if (httpClient.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException(
                        "the HttpClient must not follow redirects, which could carry the token to another host: "
                                + "build it with followRedirects(Redirect.NEVER), which is the default");
            }
            if (httpClient.cookieHandler().isPresent()) {
                throw new IllegalArgumentException("the HttpClient must not keep cookies, which could stand in for the "
                        + "token: build one without a cookieHandler for the connector");
            }
            if (httpClient.authenticator().isPresent()) {
                throw new IllegalArgumentException(
                        "the HttpClient must not have an Authenticator, which makes it drop the token on some JDKs: "
                                + "build one without it, and see the README for proxies with credentials");
            }
            this.httpClient = httpClient;
            return this;
        }

        /**
         * Sets the time that a whole connect may take, from resolving the host's name to the last octet of the answers.
         * The default is 20 seconds; more than a day counts as a day. A connect that it cuts off ends at most about
         * half a second after it.
         *
         * @param timeout more than zero
         * @return this builder
         * @throws IllegalArgumentException if the time is zero or negative
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isZero() || timeout.isNegative()) {
                throw new IllegalArgumentException("the timeout must be positive");
            }
            this.timeout = timeout.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : timeout;
            return this;
        }

        /**
         * Sets what to send in the {@code User-Agent} header before the library's own product: the application's, such
         * as {@code Fabrikam/1.2}.
         *
         * @param userAgent product text as in RFC 9110, section 10.1.5
         * @return this builder
         * @throws IllegalArgumentException if the text is blank, or has controls or characters beyond ASCII
         */
        public Builder userAgent(String userAgent) {
            this.userAgent = UserAgent.ofApplication(userAgent);
            return this;
        }

        /** {@return a connector} The builder may be used further. */
        public AzureDevOpsConnector build() {
            return new AzureDevOpsConnector(this);
        }
    }
}
