package io.github.azuredevopsconnector;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies an organization URL and a personal access token against Azure DevOps.
 *
 * <pre>{@code
 * AzureDevOpsConnector connector = AzureDevOpsConnector.create();
 * VerificationResult result = connector.connect("https://dev.azure.com/contoso", personalAccessToken);
 * }</pre>
 *
 * <p>Sends its requests in parallel, over HTTP/1.1: one to learn who owns the token, one to list projects, and one more
 * for each scope that the application {@linkplain Builder#requires requires} or {@linkplain Builder#prefers prefers}. On
 * open connections a call takes one round trip. At most 100 requests are in flight over one client, and the others wait
 * their turn within the timeout. The token is sent to {@code https://dev.azure.com}, and to another host of Microsoft only for a scope that is {@linkplain
 * TokenScope#host() served there}. Redirects are never followed.
 *
 * <p>Whatever the network or the service does, a call ends with a {@link VerificationResult}, at most about half a
 * second after its {@linkplain Builder#timeout timeout}. No outcome is an exception. A call is not repeated: the
 * result says whether and when to try again. But a request is sent once more if its connection was lost before its
 * response began, and the same client had received a response before.
 *
 * <p>Make one connector when the application starts, and keep it as long as the application runs. It needs no closing.
 * The first one of a process loads most of the library. Connectors without a client of their own share one, which is
 * made on first use.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class AzureDevOpsConnector {

    private final Transport transport;
    private final Duration timeout;
    private final String userAgent;
    private final Probes probes;
    /** Not static, so that {@link Builder#build} can say that SLF4J is missing. */
    private final Logger logger;

    private AzureDevOpsConnector(Builder builder, Logger logger) {
        this.transport = builder.httpClient == null ? Transport.shared() : Transport.over(builder.httpClient);
        this.timeout = builder.timeout;
        this.userAgent = builder.userAgent;
        this.probes = new Probes(builder.requiredScopes, builder.preferredScopes);
        this.logger = logger;
    }

    /**
     * {@return a connector with the defaults: a timeout of 20 seconds, and the shared client, which uses the proxy and
     * the trust store that the JDK's system properties name}
     *
     * @throws IllegalStateException as {@link Builder#build} does
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
     * <p>Input that is not an organization URL, or cannot be a token, is {@link Rejected}, and nothing is sent. If both
     * are malformed, {@link Rejected#messages()} has both mistakes. If the thread is interrupted, the requests are canceled, the thread's flag stays set, and the result is {@link
     * Inconclusive.Reason#INTERRUPTED}.
     *
     * @param organizationUrl as for {@link OrganizationUrl#parse}
     * @param personalAccessToken as for {@link PersonalAccessToken#of}
     * @return the result
     */
    public VerificationResult connect(String organizationUrl, String personalAccessToken) {
        return parsed(organizationUrl, personalAccessToken, this::connect, rejected -> rejected);
    }

    /**
     * Verifies a token for an organization, and waits for the result, as {@link #connect(String, String)} does.
     *
     * @param organizationUrl where to connect
     * @param personalAccessToken what to connect with
     * @return the result
     */
    public VerificationResult connect(OrganizationUrl organizationUrl, PersonalAccessToken personalAccessToken) {
        Attempt attempt = attempt(organizationUrl, personalAccessToken);
        VerificationResult result;
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException(); // before anything is sent
            }
            result = attempt.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = Inconclusive.of(Inconclusive.Reason.INTERRUPTED);
        }
        log(organizationUrl, result);
        return result;
    }

    /**
     * Verifies what a person typed, without waiting.
     *
     * <p>The future completes with the result that {@link #connect(String, String)} would return, never exceptionally.
     * It completes on a daemon thread of the library's own, where a dependent action may block; to run actions
     * elsewhere, use {@code thenApplyAsync(action, executor)} and the like. A future for malformed text is complete
     * when it is returned. Completing or canceling the future cancels the requests.
     *
     * @param organizationUrl as for {@link OrganizationUrl#parse}
     * @param personalAccessToken as for {@link PersonalAccessToken#of}
     * @return the future of the result
     */
    public CompletableFuture<VerificationResult> connectAsync(String organizationUrl, String personalAccessToken) {
        return parsed(organizationUrl, personalAccessToken, this::connectAsync, CompletableFuture::completedFuture);
    }

    /**
     * Verifies a token for an organization, without waiting, as {@link #connectAsync(String, String)} does.
     *
     * @param organizationUrl where to connect
     * @param personalAccessToken what to connect with
     * @return the future of the result
     */
    public CompletableFuture<VerificationResult> connectAsync(
            OrganizationUrl organizationUrl, PersonalAccessToken personalAccessToken) {
        Attempt attempt = attempt(organizationUrl, personalAccessToken);
        CompletableFuture<VerificationResult> future = new CompletableFuture<>();
        future.whenComplete((result, canceled) -> attempt.giveUp());
        attempt.begin()
                .thenAccept(result -> LibraryThreads.SHARED.execute(() -> {
                    if (!future.isDone()) {
                        log(organizationUrl, result);
                        future.complete(result);
                    }
                }));
        return future;
    }

    /**
     * {@return the scopes that a token must have, in the order of the enum: what a form tells users to select} {@link
     * TokenScope#PROJECT_AND_TEAM_READ} is always among them. The set cannot be changed.
     */
    public Set<TokenScope> requiredScopes() {
        return probes.requiredScopes();
    }

    /**
     * {@return the scopes that a token may have, in the order of the enum: what a form shows as optional} None of them
     * is required. The set cannot be changed.
     */
    public Set<TokenScope> preferredScopes() {
        return probes.preferredScopes();
    }

    /** A logging backend that fails must not cost the verdict. */
    private void log(OrganizationUrl organizationUrl, VerificationResult result) {
        try {
            logger.debug("Connecting to {}: {}", organizationUrl, result);
        } catch (Throwable e) { // a checked exception, too
            return;
        }
    }

    private Attempt attempt(OrganizationUrl organizationUrl, PersonalAccessToken personalAccessToken) {
        RequestTemplate request = new RequestTemplate(
                Objects.requireNonNull(organizationUrl, "organizationUrl"),
                Objects.requireNonNull(personalAccessToken, "personalAccessToken"),
                userAgent);
        return new Attempt(transport, request, probes, timeout);
    }

    private static <R> R parsed(
            String organizationUrl,
            String personalAccessToken,
            BiFunction<OrganizationUrl, PersonalAccessToken, R> connect,
            Function<VerificationResult, R> rejected) {
        Objects.requireNonNull(organizationUrl, "organizationUrl");
        Objects.requireNonNull(personalAccessToken, "personalAccessToken");
        OrganizationUrl organization;
        try {
            organization = OrganizationUrl.parse(organizationUrl);
        } catch (InvalidOrganizationUrlException e) {
            return rejected.apply(Rejected.of(e, mistakeOf(personalAccessToken)));
        }
        PersonalAccessToken token;
        try {
            token = PersonalAccessToken.of(personalAccessToken);
        } catch (InvalidPersonalAccessTokenException e) {
            return rejected.apply(Rejected.of(e, organization));
        }
        return connect.apply(organization, token);
    }

    /** Returns why the input cannot be a token, or null if it can. */
    private static @Nullable InvalidPersonalAccessTokenException mistakeOf(String personalAccessToken) {
        try {
            PersonalAccessToken.of(personalAccessToken);
            return null;
        } catch (InvalidPersonalAccessTokenException e) {
            return e;
        }
    }

    /** Builds a connector. Not safe for use by many threads. */
    public static final class Builder {

        private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);
        private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);
        private static final AsciiSet PRODUCT_CHARACTER = AsciiSet.range(' ', '~');

        private @Nullable HttpClient httpClient;
        private Duration timeout = DEFAULT_TIMEOUT;
        private String userAgent = RequestTemplate.LIBRARY;
        private final EnumSet<TokenScope> requiredScopes = EnumSet.noneOf(TokenScope.class);
        private final EnumSet<TokenScope> preferredScopes = EnumSet.noneOf(TokenScope.class);

        private Builder() {}

        /**
         * Requires scopes in addition to {@link TokenScope#PROJECT_AND_TEAM_READ}, which every call proves. A token
         * that lacks one of them is rejected. Calls add up.
         *
         * <p>Each scope costs one more request, which is sent in parallel with the others. A write level and the read
         * level below it cost one request together. A scope that another host serves makes the connector send the token
         * to that host, too: see {@link TokenScope#host()}.
         *
         * @param scopes may be empty, and may repeat scopes
         * @return this builder
         */
        public Builder requires(TokenScope... scopes) {
            return requires(List.of(scopes));
        }

        /**
         * Requires scopes, as {@link #requires(TokenScope...)} does.
         *
         * @param scopes may be empty, and may repeat scopes
         * @return this builder
         */
        public Builder requires(Collection<TokenScope> scopes) {
            requiredScopes.addAll(List.copyOf(scopes));
            return this;
        }

        /**
         * Asks about scopes that the application can use, but does not need. {@link Verified#provedScopes()} has those
         * that the token has. Calls add up.
         *
         * <p>Whatever the answer about such a scope is, it never changes the type of the result or its reason. Each
         * scope costs one more request, as with {@link #requires(TokenScope...)}. A scope that is required as well is
         * required.
         *
         * @param scopes may be empty, and may repeat scopes
         * @return this builder
         */
        public Builder prefers(TokenScope... scopes) {
            return prefers(List.of(scopes));
        }

        /**
         * Asks about scopes that the application does not need, as {@link #prefers(TokenScope...)} does.
         *
         * @param scopes may be empty, and may repeat scopes
         * @return this builder
         */
        public Builder prefers(Collection<TokenScope> scopes) {
            preferredScopes.addAll(List.copyOf(scopes));
            return this;
        }

        /**
         * Sets the client that sends the requests: its proxy, its TLS settings and its executor are used. The connector
         * never closes it. The timeout covers its {@link java.net.ProxySelector}.
         *
         * <p>The requests use HTTP/1.1, whatever version the client prefers. The connector calls {@link
         * HttpClient#send} on threads of its own, and believes what it returns, so that a client that wraps another can
         * send again.
         *
         * <p>If the connections of a client of the JDK's own class may be dead, a client with the same settings
         * replaces it. A setting that cannot be read, such as a local address, is lost. A client of any other class is
         * never replaced.
         *
         * @param httpClient a client that never follows redirects, which is the default
         * @return this builder
         * @throws IllegalArgumentException if the client follows redirects, because some updates of JDK 17 forward the
         *     token wherever a redirect points; if it keeps cookies, which could stand in for the token; or if it has
         *     an {@link java.net.Authenticator}, which makes JDK 17 and 21 drop the token (JDK-8326949)
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
                                + "build one without it; the guide has a recipe for proxies with credentials");
            }
            this.httpClient = httpClient;
            return this;
        }

        /**
         * Sets the time that a whole call may take, from resolving the host's name to the last byte of the answers.
         * The default is 20 seconds; more than a day counts as a day. A call that times out ends at most about half a
         * second later.
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
         * Sets the application's product, such as {@code Fabrikam/1.2}, which stands before the library's own in the
         * {@code User-Agent} header.
         *
         * @param userAgent product text as in RFC 9110, section 10.1.5
         * @return this builder
         * @throws IllegalArgumentException if the text is blank, or has controls or characters beyond ASCII
         */
        public Builder userAgent(String userAgent) {
            if (userAgent.isBlank() || !PRODUCT_CHARACTER.containsAll(userAgent)) {
                throw new IllegalArgumentException(
                        "the user agent must be product text as in RFC 9110, such as Fabrikam/1.2 (on-premises)");
            }
            this.userAgent = userAgent.strip() + ' ' + RequestTemplate.LIBRARY;
            return this;
        }

        /**
         * Builds the connector. The builder can be used again. The first connector of a process makes a thread of the
         * library's own load the classes that read answers.
         *
         * @return a connector
         * @throws IllegalStateException if jackson-core is missing or too old, or SLF4J is missing; the cause is the
         *     {@link LinkageError}, which names the class
         */
        public AzureDevOpsConnector build() {
            try {
                JsonMembers.read("{}");
            } catch (LinkageError e) {
                throw missing("com.fasterxml.jackson.core:jackson-core, version 2.10 or later,", e);
            }
            Logger logger;
            try {
                logger = LoggerFactory.getLogger(AzureDevOpsConnector.class);
            } catch (LinkageError e) {
                throw missing("org.slf4j:slf4j-api", e);
            }
            WarmUp.beginOnce();
            return new AzureDevOpsConnector(this, logger);
        }

        private static IllegalStateException missing(String artifact, LinkageError e) {
            return new IllegalStateException("add " + artifact + " to the class path: " + e, e);
        }
    }
}
