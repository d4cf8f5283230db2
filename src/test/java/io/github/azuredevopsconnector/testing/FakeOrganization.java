package io.github.azuredevopsconnector.testing;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.MockResponse;

/**
 * An organization of a {@link FakeAzureDevOps}. Its methods change how it answers from then on, and return it. Safe for
 * use by many threads.
 */
public final class FakeOrganization {

    private final String name;
    private volatile String token;
    private volatile UUID id;
    private volatile UUID userId;
    private volatile String displayName = "Jane Doe";
    private volatile String account = "jane.doe@fabrikam.example";
    private volatile Duration delay = Duration.ZERO;
    private volatile Function<ReceivedRequest, MockResponse> connectionData;
    private volatile Function<ReceivedRequest, MockResponse> projects;

    FakeOrganization(String name, String token) {
        this.name = name;
        this.token = token;
        this.id = UUID.nameUUIDFromBytes(new byte[] {1});
        this.userId = UUID.nameUUIDFromBytes(new byte[] {2});
        this.connectionData = request -> FakeAnswer.OK.toResponse(this, request);
        this.projects = this.connectionData;
    }

    /**
     * Sets how this organization answers both questions.
     *
     * @param behavior is one that leads to one verdict
     * @return this organization
     */
    public FakeOrganization behaves(FakeBehavior behavior) {
        return answers(behavior.connectionData(), behavior.projects());
    }

    /**
     * Sets one answer to both questions.
     *
     * @param both is the answer to the question for connection data, and to the one for projects
     * @return this organization
     */
    public FakeOrganization answers(FakeAnswer both) {
        return answers(both, both);
    }

    /**
     * Sets the answer to each question.
     *
     * @param connectionData is the answer to the question whom the token belongs to
     * @param projects is the answer to the question for projects
     * @return this organization
     */
    public FakeOrganization answers(FakeAnswer connectionData, FakeAnswer projects) {
        return answers(
                request -> connectionData.toResponse(this, request), request -> projects.toResponse(this, request));
    }

    /**
     * Sets answers of the test's own making. They are MockWebServer's: the version of mockwebserver3 that a test
     * declares is the one that it writes them with.
     *
     * @param connectionData answers the question whom the token belongs to
     * @param projects answers the question for projects
     * @return this organization
     */
    public FakeOrganization answers(
            Function<ReceivedRequest, MockResponse> connectionData, Function<ReceivedRequest, MockResponse> projects) {
        this.connectionData = connectionData;
        this.projects = projects;
        return this;
    }

    /**
     * Sets how long this organization waits before it answers.
     *
     * @param delay is not negative, and counts in milliseconds
     * @return this organization
     */
    public FakeOrganization delays(Duration delay) {
        this.delay = delay;
        return this;
    }

    /**
     * Sets the token that this organization accepts.
     *
     * @param token takes the place of {@link FakeAzureDevOps#token()}
     * @return this organization
     */
    public FakeOrganization accepts(String token) {
        this.token = token;
        return this;
    }

    /**
     * Sets the id, which connection data tell.
     *
     * @param id is another one than before, as if the name had been given up and taken by somebody else
     * @return this organization
     */
    public FakeOrganization hasId(UUID id) {
        this.id = id;
        return this;
    }

    /**
     * Sets whom the token belongs to.
     *
     * @param id is the user's
     * @param displayName is the identity provider's
     * @param account is an e-mail address or user principal name
     * @return this organization
     */
    public FakeOrganization hasUser(UUID id, String displayName, String account) {
        this.userId = id;
        this.displayName = displayName;
        this.account = account;
        return this;
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return {@code https://dev.azure.com/} and the name} */
    public String url() {
        return "https://dev.azure.com/" + name;
    }

    /** {@return the URL of the older format, {@code https://{name}.visualstudio.com}} */
    public String legacyUrl() {
        return "https://" + name + ".visualstudio.com";
    }

    /** {@return the id} */
    public UUID id() {
        return id;
    }

    /** {@return the id of the token's user} */
    public UUID userId() {
        return userId;
    }

    /** {@return the name of the token's user} */
    public String displayName() {
        return displayName;
    }

    /** {@return the account of the token's user} */
    public String account() {
        return account;
    }

    boolean accepts(ReceivedRequest request) {
        return request.token().filter(token::equals).isPresent();
    }

    MockResponse answer(ReceivedRequest request) {
        MockResponse response;
        if (request.isForConnectionData()) {
            response = connectionData.apply(request);
        } else if (request.isForProjects()) {
            response = projects.apply(request);
        } else {
            response = FakeAnswer.NOT_FOUND.toResponse(this, request);
        }
        return delay.isZero()
                ? response
                : new MockResponse.Builder(response)
                        .headersDelay(delay.toMillis(), TimeUnit.MILLISECONDS)
                        .build();
    }
}
