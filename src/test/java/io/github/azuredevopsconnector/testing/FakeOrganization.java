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

    /** Answers as a behavior says. */
    public FakeOrganization behaves(FakeBehavior behavior) {
        return answers(behavior.connectionData(), behavior.projects());
    }

    /** Answers both questions in one way. */
    public FakeOrganization answers(FakeAnswer both) {
        return answers(both, both);
    }

    /** Answers the question for connection data in one way, and the one for projects in another. */
    public FakeOrganization answers(FakeAnswer connectionData, FakeAnswer projects) {
        return answers(
                request -> connectionData.toResponse(this, request), request -> projects.toResponse(this, request));
    }

    /** Answers the question for connection data, and the one for projects, with responses of the test's own making. */
    public FakeOrganization answers(
            Function<ReceivedRequest, MockResponse> connectionData, Function<ReceivedRequest, MockResponse> projects) {
        this.connectionData = connectionData;
        this.projects = projects;
        return this;
    }

    /** Waits before it answers. */
    public FakeOrganization delays(Duration delay) {
        this.delay = delay;
        return this;
    }

    /** Accepts this token, in place of {@link FakeAzureDevOps#token()}. */
    public FakeOrganization accepts(String token) {
        this.token = token;
        return this;
    }

    /** Has this id, which connection data tell. */
    public FakeOrganization hasId(UUID id) {
        this.id = id;
        return this;
    }

    /** Knows the token's user by these. */
    public FakeOrganization hasUser(UUID id, String displayName, String account) {
        this.userId = id;
        this.displayName = displayName;
        this.account = account;
        return this;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns {@code https://dev.azure.com/} and the name. */
    public String url() {
        return "https://dev.azure.com/" + name;
    }

    /** Returns the URL of the older format, {@code https://{name}.visualstudio.com}. */
    public String legacyUrl() {
        return "https://" + name + ".visualstudio.com";
    }

    /** Returns the id. */
    public UUID id() {
        return id;
    }

    /** Returns the id of the token's user. */
    public UUID userId() {
        return userId;
    }

    /** Returns the name of the token's user. */
    public String displayName() {
        return displayName;
    }

    /** Returns the account of the token's user. */
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
