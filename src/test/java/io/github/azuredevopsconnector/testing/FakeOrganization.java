package io.github.azuredevopsconnector.testing;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.TokenScope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.MockResponse;

/**
 * Sets what a {@link FakeAzureDevOps} answers for one organization. The organization's ID and user are derived from its
 * name. The answer to every request with the correct token is {@link FakeAnswer#OK}, until a method changes that.
 *
 * <p>The token is checked first, on every path. The answer to a request without the correct token is {@link
 * FakeAnswer#UNAUTHORIZED}, whatever else was set. Only {@link FakeAnswer#ANONYMOUS} needs no token. An answer for all
 * paths replaces all earlier answers. An answer for one path replaces the earlier answer for that path.
 *
 * <p>The methods that change something return this organization.
 *
 * <p>Thread-safe.
 */
public final class FakeOrganization {

    private final String name;
    private volatile String token;
    private volatile UUID id;
    private volatile User user;
    private volatile Duration delay = Duration.ZERO;

    private final Map<String, Function<ReceivedRequest, MockResponse>> answers = new HashMap<>();
    private Function<ReceivedRequest, MockResponse> otherwise;

    FakeOrganization(String name, String token) {
        this.name = name;
        this.token = token;
        this.id = UUID.nameUUIDFromBytes(("organization " + name).getBytes(StandardCharsets.UTF_8));
        this.user = new User(
                UUID.nameUUIDFromBytes(("user " + name).getBytes(StandardCharsets.UTF_8)),
                "Jane Doe",
                "jane.doe@" + name + ".example");
        this.otherwise = checked(FakeAnswer.OK);
    }

    /**
     * Sets answers that lead to a {@link Rejected} result with this reason. {@link FakeAnswer} has more answers that
     * lead to the same reason.
     *
     * @param reason the reason; for {@link Rejected.Reason#MISSING_SCOPE}, the token lacks {@link
     *     TokenScope#PROJECT_AND_TEAM_READ}. For other scopes, use {@link #lacks}
     * @return this organization
     * @throws IllegalArgumentException if no answer can lead to the reason, such as {@link
     *     Rejected.Reason#INVALID_TOKEN}, for which nothing is sent
     */
    public FakeOrganization leadsTo(Rejected.Reason reason) {
        return reason == Rejected.Reason.MISSING_SCOPE
                ? answers(FakeAnswer.OK).lacks(TokenScope.PROJECT_AND_TEAM_READ)
                : answers(FakeReasons.answerFor(reason));
    }

    /**
     * Sets answers that lead to an {@link Inconclusive} result with this reason. {@link FakeAnswer} has more answers
     * that lead to the same reason.
     *
     * @param reason the reason; for {@link Inconclusive.Reason#TIMED_OUT}, a call takes as long as the connector's
     *     timeout
     * @return this organization
     * @throws IllegalArgumentException if no answer can lead to the reason
     */
    public FakeOrganization leadsTo(Inconclusive.Reason reason) {
        return answers(FakeReasons.answerFor(reason));
    }

    /**
     * Removes scopes from the token. The answer to the requests that prove them is {@link FakeAnswer#UNAUTHORIZED}. A
     * token that lacks a read level lacks the write level, too. Repeated calls remove more scopes.
     *
     * @param scopes the scopes that the token lacks
     * @return this organization
     */
    public FakeOrganization lacks(TokenScope... scopes) {
        for (TokenScope lacked : scopes) {
            Arrays.stream(TokenScope.values())
                    .filter(scope -> scope == lacked || scope.id().equals(lacked.id() + "_write"))
                    .forEach(scope -> answers(scope, FakeAnswer.UNAUTHORIZED));
        }
        return this;
    }

    /**
     * Sets one answer to all requests, and removes all earlier answers.
     *
     * @param answer the answer on every path
     * @return this organization
     */
    public FakeOrganization answers(FakeAnswer answer) {
        Function<ReceivedRequest, MockResponse> checked = checked(answer);
        synchronized (answers) {
            answers.clear();
            otherwise = checked;
        }
        return this;
    }

    /**
     * Sets the answer to the request that proves a scope.
     *
     * @param scope the scope that the request proves
     * @param answer the answer to the request
     * @return this organization
     */
    public FakeOrganization answers(TokenScope scope, FakeAnswer answer) {
        return answers(FakeResource.of(scope).path(), answer);
    }

    /**
     * Sets the answer on a path, such as {@code _apis/connectionData}, on every host of Azure DevOps.
     *
     * @param path a path below the organization, without a query, as it is sent
     * @param answer the answer on that path
     * @return this organization
     * @throws IllegalArgumentException if the path has a query
     */
    public FakeOrganization answers(String path, FakeAnswer answer) {
        return set(path, checked(answer));
    }

    /**
     * Sets a function that creates the answer on a path, such as {@code Fabrikam/_apis/build/builds}, on every host of
     * Azure DevOps. The type of the answer comes from the version of mockwebserver3 on the class path.
     *
     * @param path a path below the organization, without a query, as it is sent
     * @param answer creates the answer to a request with the correct token
     * @return this organization
     * @throws IllegalArgumentException if the path has a query
     */
    public FakeOrganization answers(String path, Function<ReceivedRequest, MockResponse> answer) {
        Objects.requireNonNull(answer, "answer");
        return set(path, request -> respond(request, accepts(request), answer));
    }

    private FakeOrganization set(String path, Function<ReceivedRequest, MockResponse> checked) {
        if (path.indexOf('?') >= 0) {
            throw new IllegalArgumentException("the path must not have a query, because the answer is for every query");
        }
        synchronized (answers) {
            answers.put(path.startsWith("/") ? path.substring(1) : path, checked);
        }
        return this;
    }

    private Function<ReceivedRequest, MockResponse> checked(FakeAnswer answer) {
        Objects.requireNonNull(answer, "answer");
        return request -> respond(
                request,
                answer == FakeAnswer.ANONYMOUS || accepts(request),
                accepted -> answer.toResponse(this, accepted));
    }

    private MockResponse respond(
            ReceivedRequest request, boolean accepted, Function<ReceivedRequest, MockResponse> answer) {
        return accepted
                ? Objects.requireNonNull(answer.apply(request), "a test's answer is null")
                : FakeAnswer.UNAUTHORIZED.toResponse(this, request);
    }

    private boolean accepts(ReceivedRequest request) {
        return request.token().filter(token::equals).isPresent();
    }

    /**
     * Sets the token that this organization accepts.
     *
     * @param token the token that replaces {@link FakeAzureDevOps#token()}
     * @return this organization
     */
    public FakeOrganization withToken(String token) {
        this.token = Objects.requireNonNull(token, "token");
        return this;
    }

    /**
     * Sets the name and the account of the token's owner. The owner's ID stays the same.
     *
     * @param displayName the name at the identity provider
     * @param account an e-mail address or user principal name
     * @return this organization
     */
    public FakeOrganization withUser(String displayName, String account) {
        return withUser(user.id, displayName, account);
    }

    /**
     * Sets the owner of the token.
     *
     * @param id the user's ID
     * @param displayName the name at the identity provider
     * @param account an e-mail address or user principal name
     * @return this organization
     */
    public FakeOrganization withUser(UUID id, String displayName, String account) {
        this.user = new User(
                Objects.requireNonNull(id, "id"),
                Objects.requireNonNull(displayName, "displayName"),
                Objects.requireNonNull(account, "account"));
        return this;
    }

    /**
     * Sets the organization's ID, which connection data contains.
     *
     * @param id the new ID, for example to imitate another organization that has taken the name
     * @return this organization
     */
    public FakeOrganization withId(UUID id) {
        this.id = Objects.requireNonNull(id, "id");
        return this;
    }

    /**
     * Sets how long this organization waits before an answer.
     *
     * @param delay the time to wait, which has no effect on answers that take longer, such as {@link FakeAnswer#SILENT}
     * @return this organization
     * @throws IllegalArgumentException if the delay is negative
     */
    public FakeOrganization withDelay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("the delay must not be negative");
        }
        this.delay = delay;
        return this;
    }

    /** {@return the name of the organization} */
    public String name() {
        return name;
    }

    /** {@return {@code https://dev.azure.com/} and the name} */
    public String url() {
        return "https://dev.azure.com/" + name;
    }

    /** {@return the URL in the older format, {@code https://{name}.visualstudio.com}} */
    public String legacyUrl() {
        return "https://" + name + ".visualstudio.com";
    }

    /** {@return the organization's ID} */
    public UUID id() {
        return id;
    }

    /** {@return the ID of the user who owns the token} */
    public UUID userId() {
        return user.id;
    }

    /** {@return the name of the user who owns the token} */
    public String displayName() {
        return user.displayName;
    }

    /** {@return the account of the user who owns the token} */
    public String account() {
        return user.account;
    }

    /** Returns an organization with the same IDs and user, which stay the same while an answer is created. */
    FakeOrganization copy() {
        FakeOrganization copy = new FakeOrganization(name, token);
        copy.id = id;
        copy.user = user;
        return copy;
    }

    MockResponse answer(ReceivedRequest request) {
        Function<ReceivedRequest, MockResponse> answer;
        synchronized (answers) {
            answer = answers.getOrDefault(request.path(), otherwise);
        }
        MockResponse response = answer.apply(request);
        return new MockResponse.Builder(response)
                .headersDelay(Math.max(delay.toNanos(), response.getHeadersDelayNanos()), TimeUnit.NANOSECONDS)
                .build();
    }

    /** The owner of the token. Immutable. */
    private static final class User {
        final UUID id;
        final String displayName;
        final String account;

        User(UUID id, String displayName, String account) {
            this.id = id;
            this.displayName = displayName;
            this.account = account;
        }
    }
}
