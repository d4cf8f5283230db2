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
 * <p>A connector sends its requests in parallel, over HTTP/1.1. One request asks who owns the token, one lists
 * projects, and at most one more is sent for each scope that the application {@linkplain Builder#requires requires} or
 * {@linkplain Builder#prefers prefers}. If the connections are already open, a call takes one round trip. At most 100
 * requests per client are in flight. Further requests wait in a queue, and that wait counts toward the timeout. The
 * token is sent to {@code https://dev.azure.com}, and to another of Microsoft's hosts only for a scope that is
 * {@linkplain TokenScope#host() served there}. Redirects are never followed.
 *
 * <p>Whatever the network or the service does, a call returns a {@link VerificationResult}, no later than about half a
 * second after its {@linkplain Builder#timeout timeout}. No outcome is reported as an exception. The result says
 * whether and when to retry. The connector itself does not retry, except in two cases. If the connection was lost
 * before the response began, and the same client has received a response before, it sends the request once more. It
 * does the same if the thread of the JDK's client has ended.
 *
 * <p>Create one connector when the application starts, and keep it as long as the application runs. There is nothing to
 * close. Building the first connector in a process loads most of the library's classes in the background. Connectors
 * without their own {@link HttpClient} share one, which is created on first use. See <a
 * href="https://azuredevopsconnector.github.io/azure-devops-connector/network.html">Network</a> in the guide.
 *
 * <p>Immutable and thread-safe.
 */
public final class AzureDevOpsConnector {

    private final Transport transport;
    private final Duration timeout;
    private final String userAgent;
    private final Probes probes;
    /** Not static, so that {@link Builder#build} can report that SLF4J is missing. */
    private final Logger logger;

    private AzureDevOpsConnector(Builder builder, Logger logger) {
        this.transport = builder.httpClient == null ? Transport.shared() : Transport.over(builder.httpClient);
        this.timeout = builder.timeout;
        this.userAgent = builder.userAgent;
        this.probes = new Probes(builder.requiredScopes, builder.preferredScopes);
        this.logger = logger;
    }

    /**
     * {@return a connector with the defaults} The timeout is 20 seconds. The connector uses the library's shared
     * client, with the JDK's default proxy selector and trust store, which system properties can change.
     *
     * @throws IllegalStateException if jackson-core is missing or too old, or SLF4J is missing; see {@link
     *     Builder#build}
     */
    public static AzureDevOpsConnector create() {
        return builder().build();
    }

    /** {@return a builder with the defaults of {@link #create()}} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Verifies what a user entered, and waits for the result.
     *
     * <p>If either input is malformed, nothing is sent, and the result is {@link Rejected}. If both are malformed,
     * {@link Rejected#messages()} has a message for each.
     *
     * <p>If the calling thread is interrupted, the requests are canceled, its interrupted status is set again, and the
     * result is {@link Inconclusive} with the reason {@link Inconclusive.Reason#INTERRUPTED}.
     *
     * @param organizationUrl the input for {@link OrganizationUrl#parse}. Pass an empty string for a missing field;
     *     {@code null} throws {@link NullPointerException}
     * @param personalAccessToken the input for {@link PersonalAccessToken#of}. Pass an empty string for a missing
     *     field; {@code null} throws {@link NullPointerException}
     * @return the result
     */
    public VerificationResult connect(String organizationUrl, String personalAccessToken) {
        return parsed(organizationUrl, personalAccessToken, this::connect, rejected -> rejected);
    }

    /**
     * Verifies a token for an organization, and waits for the result, as {@link #connect(String, String)} does.
     *
     * @param organizationUrl the organization to connect to
     * @param personalAccessToken the token to verify
     * @return the result
     */
    public VerificationResult connect(OrganizationUrl organizationUrl, PersonalAccessToken personalAccessToken) {
        Attempt attempt = attempt(organizationUrl, personalAccessToken);
        VerificationResult result;
        try {
            result = attempt.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = Inconclusive.of(Inconclusive.Reason.INTERRUPTED);
        }
        log(organizationUrl, result);
        return result;
    }

    /**
     * Verifies what a user entered, without waiting for the result.
     *
     * <p>The future completes with the result that {@link #connect(String, String)} would return, never exceptionally.
     * If the input is malformed, the future is already complete when it is returned. Otherwise it completes on one of
     * the library's daemon threads, where a dependent action may block. To run actions on other threads, use methods
     * such as {@code thenApplyAsync(action, executor)}. Completing or canceling the future cancels the requests.
     *
     * @param organizationUrl the input for {@link OrganizationUrl#parse}. Pass an empty string for a missing field;
     *     {@code null} throws {@link NullPointerException}
     * @param personalAccessToken the input for {@link PersonalAccessToken#of}. Pass an empty string for a missing
     *     field; {@code null} throws {@link NullPointerException}
     * @return a future that completes with the result
     */
    public CompletableFuture<VerificationResult> connectAsync(String organizationUrl, String personalAccessToken) {
        return parsed(organizationUrl, personalAccessToken, this::connectAsync, CompletableFuture::completedFuture);
    }

    /**
     * Verifies a token for an organization, without waiting for the result, as {@link #connectAsync(String, String)}
     * does.
     *
     * @param organizationUrl the organization to connect to
     * @param personalAccessToken the token to verify
     * @return a future that completes with the result
     */
    public CompletableFuture<VerificationResult> connectAsync(
            OrganizationUrl organizationUrl, PersonalAccessToken personalAccessToken) {
        Attempt attempt = attempt(organizationUrl, personalAccessToken);
        CompletableFuture<VerificationResult> future = new CompletableFuture<>();
        future.whenComplete((result, canceled) -> attempt.giveUp());
        attempt.send()
                .thenAccept(result -> LibraryThreads.SHARED.execute(() -> {
                    if (!future.isDone()) {
                        log(organizationUrl, result);
                        future.complete(result);
                    }
                }));
        return future;
    }

    /**
     * {@return the scopes that a token must have, in declaration order} A form tells users to select these. They always
     * include {@link TokenScope#PROJECT_AND_TEAM_READ}. The set is unmodifiable.
     */
    public Set<TokenScope> requiredScopes() {
        return probes.requiredScopes();
    }

    /**
     * {@return the optional scopes that the application can use, in declaration order} A form shows these as optional.
     * A required scope is never in this set. The set is unmodifiable.
     */
    public Set<TokenScope> preferredScopes() {
        return probes.preferredScopes();
    }

    /** Logs the result. A failure of the logging backend must not lose the result. */
    private void log(OrganizationUrl organizationUrl, VerificationResult result) {
        try {
            logger.debug("Result of connecting to {}: {}", organizationUrl, result);
        } catch (Throwable e) { // a logging backend can throw anything, even a checked exception
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

    /** Builds a connector. Not thread-safe. */
    public static final class Builder {

        private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);
        private static final Duration MAX_TIMEOUT = Duration.ofDays(1);
        private static final AsciiSet PRODUCT_CHARACTER = AsciiSet.range(' ', '~');

        private @Nullable HttpClient httpClient;
        private Duration timeout = DEFAULT_TIMEOUT;
        private String userAgent = RequestTemplate.LIBRARY;
        private final EnumSet<TokenScope> requiredScopes = EnumSet.noneOf(TokenScope.class);
        private final EnumSet<TokenScope> preferredScopes = EnumSet.noneOf(TokenScope.class);

        private Builder() {}

        /**
         * Requires scopes in addition to {@link TokenScope#PROJECT_AND_TEAM_READ}, which is always required. A token
         * that lacks one of them is rejected. Repeated calls add scopes.
         *
         * <p>Each scope costs one more request, which is sent in parallel with the others. If a write level and the
         * read level below it are both required, one request proves both. If another {@linkplain TokenScope#host()
         * host} serves a scope, the connector sends the token to that host, too.
         *
         * @param scopes the scopes to require; may be empty or contain duplicates
         * @return this builder
         */
        public Builder requires(TokenScope... scopes) {
            return requires(List.of(scopes));
        }

        /**
         * Requires scopes, as {@link #requires(TokenScope...)} does.
         *
         * @param scopes the scopes to require; may be empty or contain duplicates
         * @return this builder
         */
        public Builder requires(Collection<TokenScope> scopes) {
            requiredScopes.addAll(List.copyOf(scopes));
            return this;
        }

        /**
         * Adds optional scopes, which the application can use but does not need. {@link Verified#provedScopes()}
         * contains those that the token definitely has. Repeated calls add scopes.
         *
         * <p>A preferred scope never changes the type or the reason of the result. Unless another response decides the
         * result first, the call waits for the response about each preferred scope, at most until the timeout. Each
         * preferred scope costs one more request. If a scope is both required and preferred, it is required.
         *
         * @param scopes the optional scopes; may be empty or contain duplicates
         * @return this builder
         */
        public Builder prefers(TokenScope... scopes) {
            return prefers(List.of(scopes));
        }

        /**
         * Adds optional scopes, as {@link #prefers(TokenScope...)} does.
         *
         * @param scopes the optional scopes; may be empty or contain duplicates
         * @return this builder
         */
        public Builder prefers(Collection<TokenScope> scopes) {
            preferredScopes.addAll(List.copyOf(scopes));
            return this;
        }

        /**
         * Sets the client that sends the requests, with its proxy, TLS settings and executor. The connector never
         * closes the client. The time that the client's {@link java.net.ProxySelector} takes counts toward the timeout
         * of a call.
         *
         * <p>The requests use HTTP/1.1, whatever version the client prefers. The connector calls {@link
         * HttpClient#send} on the library's threads and uses the response that this method returns, so a client that
         * wraps another client can retry.
         *
         * <p>If this is the JDK's own implementation of {@link HttpClient} and its connections may be dead, the
         * connector stops using it, and sends later requests over a new client with the same settings. Settings that
         * cannot be read, such as a local address, are lost. On JDK 19 and earlier, this happens after 30 seconds
         * without a response. On every JDK, it happens after a call that timed out without any response. Any other
         * implementation is never replaced.
         *
         * @param httpClient a client that never follows redirects, which is the default
         * @return this builder
         * @throws IllegalArgumentException if the client follows redirects, because older updates of JDK 11 and 17,
         *     such as 11.0.24 and 17.0.15, forward the token to the target of a redirect; if the client keeps cookies,
         *     because Azure DevOps could accept a cookie in place of the token; or if the client has an {@link
         *     java.net.Authenticator}, because JDK 17 and 21 then drop the token (JDK-8326949)
         */
        public Builder httpClient(HttpClient httpClient) {
            if (httpClient.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException(
                        "the HttpClient must not follow redirects, which could carry the token to another host; "
                                + "build it with followRedirects(Redirect.NEVER), which is the default");
            }
            if (httpClient.cookieHandler().isPresent()) {
                throw new IllegalArgumentException(
                        "the HttpClient must not keep cookies, because Azure DevOps could accept a cookie in place of "
                                + "the token; build another one without a cookieHandler");
            }
            if (httpClient.authenticator().isPresent()) {
                throw new IllegalArgumentException(
                        "the HttpClient must not have an Authenticator, because on some JDKs the client then drops "
                                + "the token; build another one without it, as the guide shows for proxies that "
                                + "require authentication");
            }
            this.httpClient = httpClient;
            return this;
        }

        /**
         * Sets the time limit of a whole call, from its beginning to the last byte of the last response. The default is
         * 20 seconds, and the maximum is one day. A call that times out returns no later than about half a second after
         * the timeout.
         *
         * @param timeout the time limit, greater than zero. A time longer than one day is treated as one day
         * @return this builder
         * @throws IllegalArgumentException if the time is zero or negative
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isZero() || timeout.isNegative()) {
                throw new IllegalArgumentException("the timeout must be positive");
            }
            this.timeout = timeout.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : timeout;
            return this;
        }

        /**
         * Sets the application's product identifier for the {@code User-Agent} header, such as {@code Fabrikam/1.2}.
         * The library's own identifier follows it.
         *
         * @param userAgent one or more product identifiers, as in RFC 9110, section 10.1.5
         * @return this builder
         * @throws IllegalArgumentException if the value is blank, or contains control characters or characters that are
         *     not ASCII
         */
        public Builder userAgent(String userAgent) {
            if (userAgent.isBlank() || !PRODUCT_CHARACTER.containsAll(userAgent)) {
                throw new IllegalArgumentException("the user agent must not be blank and must be printable ASCII, "
                        + "such as Fabrikam/1.2 (on-premises)");
            }
            this.userAgent = userAgent.strip() + ' ' + RequestTemplate.LIBRARY;
            return this;
        }

        /**
         * Builds the connector. The builder can be used again. For the first connector in a process, one of the
         * library's threads loads the classes that read responses.
         *
         * @return a connector
         * @throws IllegalStateException if jackson-core is missing or too old, or SLF4J is missing. The cause is the
         *     {@link LinkageError}, which names the missing class
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
