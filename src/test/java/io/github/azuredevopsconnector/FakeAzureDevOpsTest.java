package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import io.github.azuredevopsconnector.testing.ReceivedRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies how the fake behaves, apart from its answers, which {@link ConnectVerdictTest} lists. */
@Tag("network")
class FakeAzureDevOpsTest {

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    private final FakeOrganization contoso = fake.organization("Contoso");

    @Test
    void theTokenIsCheckedFirstOnEveryPath() throws Exception {
        contoso.answers(FakeAnswer.NOT_FOUND)
                .answers("_apis/projects", FakeAnswer.CAPTIVE_PORTAL)
                .answers("a/b", request -> new MockResponse.Builder().build());

        for (String path : List.of("_apis/connectionData", "_apis/projects", "a/b", "nothing", "")) {
            HttpResponse<String> response = get(path, "Basic OnNlY3JldA==");

            assertThat(response.statusCode()).as(path).isEqualTo(401);
            assertThat(response.body()).isEmpty();
            assertThat(response.headers().firstValue("WWW-Authenticate"))
                    .get()
                    .asString()
                    .startsWith("Basic realm=");
        }
    }

    @Test
    void theAnonymousAnswerNeedsNoToken() throws Exception {
        contoso.answers(FakeAnswer.ANONYMOUS);

        assertThat(get("_apis/projects", "Basic OnNlY3JldA==").statusCode()).isEqualTo(200);
    }

    @Test
    void credentialsThatCannotBeDecodedAreRefused() throws Exception {
        assertThat(get("_apis/projects", "Basic ???").statusCode()).isEqualTo(401);
        assertThat(fake.requests())
                .singleElement()
                .matches(received -> received.token().isEmpty());
    }

    @Test
    void anEdgeServerAnswersForAnOrganizationThatDoesNotExist() throws Exception {
        HttpResponse<String> response = send("https://dev.azure.com/fabrikam/_apis/projects", authorization());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("The resource cannot be found.");
        assertThat(response.headers().map()).containsKey("x-msedge-ref").doesNotContainKey("activityid");
    }

    @Test
    void theServiceAnswersForAPathThatDoesNotExist() throws Exception {
        HttpResponse<String> response = get("_apis/nothing", authorization());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().map())
                .containsKey("activityid")
                .containsKey("x-vss-e2eid")
                .doesNotContainKey("x-msedge-ref");
    }

    @Test
    void eachOrganizationHasItsOwnIdAndUserWhichAreTheSameInEveryFake() {
        FakeOrganization fabrikam = fake.organization("fabrikam");

        assertThat(fabrikam.id()).isNotEqualTo(contoso.id());
        assertThat(fabrikam.userId()).isNotEqualTo(contoso.userId());
        assertThat(fabrikam.account()).isNotEqualTo(contoso.account());
        try (FakeAzureDevOps again = FakeAzureDevOps.start()) {
            assertThat(again.organization("contoso").id()).isEqualTo(contoso.id());
            assertThat(again.organization("contoso").userId()).isEqualTo(contoso.userId());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "con toso", "https://dev.azure.com/contoso"})
    void anInvalidOrganizationNameIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> fake.organization(name));
    }

    /** The fake answers the paths that the library requests. */
    @ParameterizedTest
    @EnumSource
    void theTokenIsAcceptedForAScopeUnlessItLacksTheScope(TokenScope scope) throws Exception {
        RequestTemplate template = new RequestTemplate(
                OrganizationUrl.ofOrganization("contoso"), PersonalAccessToken.of(fake.token()), "Fabrikam/1.0");
        HttpRequest request = scope.probe().request(template).build();

        HttpResponse<String> response = fake.httpClient().send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isIn(200, 400, 404);
        assertThat(response.headers().firstValue("X-VSS-UserData"))
                .contains(contoso.userId() + ":" + contoso.account());
        assertThat(JsonMembers.read(response.body()).wellFormed()).isTrue();
        contoso.lacks(scope);
        assertThat(fake.httpClient().send(request, BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenThatLacksAReadLevelLacksTheWriteLevel() {
        contoso.lacks(TokenScope.CODE_READ);
        AzureDevOpsConnector connector =
                fake.connectorBuilder().requires(TokenScope.CODE_WRITE).build();

        assertThat(((Rejected) connector.connect(contoso.url(), fake.token())).missingScopes())
                .containsExactly(TokenScope.CODE_WRITE);
    }

    @Test
    void anAnswerThatIsSetForAPathIsSentByEveryHost() throws Exception {
        contoso.answers(
                "_apis/mine",
                request -> new MockResponse.Builder()
                        .body(request.host() + " " + request.path())
                        .build());

        for (String host : List.of("dev.azure.com", "vssps.dev.azure.com", "analytics.dev.azure.com")) {
            assertThat(send("https://" + host + "/contoso/_apis/mine?x=y", authorization())
                            .body())
                    .isEqualTo(host + " _apis/mine");
        }
        assertThat(send("https://vsrm.dev.azure.com/contoso/_apis/graph/users", authorization())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theLastOfSeveralSettingsForAPathCounts() {
        contoso.lacks(TokenScope.PROJECT_AND_TEAM_READ).answers(TokenScope.PROJECT_AND_TEAM_READ, FakeAnswer.OK);
        assertThat(connect()).isEqualTo("VERIFIED");

        contoso.answers("/_apis/projects", FakeAnswer.UNAVAILABLE);
        assertThat(connect()).isEqualTo("SERVICE_UNAVAILABLE");

        contoso.answers(FakeAnswer.OK);
        assertThat(connect()).isEqualTo("VERIFIED");

        contoso.leadsTo(Rejected.Reason.MISSING_SCOPE).leadsTo(Rejected.Reason.TOKEN_EXPIRED);
        assertThat(connect()).isEqualTo("TOKEN_EXPIRED");
    }

    @Test
    void aPathWithAQueryIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> contoso.answers("_apis/projects?$top=1", FakeAnswer.OK))
                .withMessage("the path must not have a query, because the answer is for every query");
    }

    @Test
    void withTokenReplacesTheDefaultToken() {
        contoso.withToken("another");

        assertThat(connect()).isEqualTo("TOKEN_REJECTED");
        assertThat(verdictOf(fake.connector().connect(contoso.url(), "another")))
                .isEqualTo("VERIFIED");
    }

    @Test
    void aUserNameMayContainNonAsciiLetters() {
        contoso.withUser("J\u00FCrgen \u674E", "j\u00FCrgen@contoso.example");

        AuthenticatedUser user = fake.connector()
                .connect(contoso.url(), fake.token())
                .orElseThrow()
                .user();

        assertThat(user)
                .isEqualTo(AuthenticatedUser.of(contoso.userId(), "J\u00FCrgen \u674E", "j\u00FCrgen@contoso.example"));
    }

    @Test
    void anAccountMayContainABackslash() {
        contoso.withUser(new UUID(0, 1), "Jane Doe", "CONTOSO\\jane").answers(FakeAnswer.NOT_A_MEMBER_BY_ACCOUNT);

        assertThat(connect()).isEqualTo("NOT_A_MEMBER");
    }

    @Test
    void anAnswerNamesOneUserWhileAnotherThreadChangesTheUser() throws Exception {
        contoso.withUser(new UUID(0, 1), "1", "1@example");
        get("_apis/connectionData", authorization());
        ReceivedRequest request = fake.requests().get(0);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                contoso.withUser(new UUID(0, 1), "1", "1@example");
                contoso.withUser(new UUID(0, 2), "2", "2@example");
            }
        });
        try {
            for (int i = 0; i < 20_000; i++) {
                assertThat(FakeAnswer.OK
                                .toResponse(contoso, request)
                                .getHeaders()
                                .get("X-VSS-UserData"))
                        .isIn(new UUID(0, 1) + ":1@example", new UUID(0, 2) + ":2@example");
            }
        } finally {
            done.set(true);
            changes.get(20, TimeUnit.SECONDS);
        }
    }

    static List<Function<ReceivedRequest, MockResponse>> bugs() {
        return List.of(
                request -> {
                    throw new IllegalArgumentException("a bug in the test");
                },
                request -> {
                    throw new AssertionError("what the test asserts about a request");
                },
                request -> null);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void anAnswerFunctionWithABugFailsTheTestInsteadOfHanging(Function<ReceivedRequest, MockResponse> bug) {
        FakeAzureDevOps own = FakeAzureDevOps.start();
        own.organization("contoso").answers("_apis/projects", bug);
        AzureDevOpsConnector connector =
                own.connectorBuilder().timeout(Duration.ofMinutes(10)).build();

        VerificationResult result = connector.connect("https://dev.azure.com/contoso", own.token());

        assertThat(verdictOf(result)).isEqualTo("SERVICE_UNAVAILABLE");
        assertThatIllegalStateException()
                .isThrownBy(own::close)
                .withMessageContaining("usually")
                .havingCause();
        own.close();
    }

    /** The fake's threads are in the group of the thread that starts the fake. */
    @Test
    void allThreadsOfTheFakeEndSoonAfterItIsClosed() throws Exception {
        ThreadGroup group = new ThreadGroup("fake");
        CompletableFuture<FakeAzureDevOps> starting = new CompletableFuture<>();
        new Thread(group, () -> starting.complete(FakeAzureDevOps.start())).start();
        FakeAzureDevOps own = starting.get(20, TimeUnit.SECONDS);
        AzureDevOpsConnector connector = own.connector();
        List<CompletableFuture<VerificationResult>> results = new ArrayList<>();
        for (FakeAnswer answer : List.of(FakeAnswer.OK, FakeAnswer.SILENT, FakeAnswer.STALLED, FakeAnswer.CUT)) {
            own.organization("contoso").answers(answer);
            results.add(connector.connectAsync("https://dev.azure.com/contoso", own.token()));
        }
        results.get(0).get(20, TimeUnit.SECONDS);
        assertThat(threads(group)).isNotEmpty();

        own.close();

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (Thread thread : threads(group)) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
        assertThat(threads(group)).isEmpty();
    }

    private static List<Thread> threads(ThreadGroup group) {
        Thread[] threads = new Thread[1_000];
        return Arrays.asList(threads).subList(0, group.enumerate(threads));
    }

    private String connect() {
        return verdictOf(fake.connector().connect(contoso.url(), fake.token()));
    }

    private String authorization() {
        return PersonalAccessToken.of(fake.token()).authorizationHeader();
    }

    @Test
    void aDelayDoesNotMakeASilentOrganizationAnswer() {
        fake.organization("contoso").withDelay(Duration.ofMillis(1)).answers(FakeAnswer.SILENT);

        VerificationResult result = fake.connectorBuilder()
                .timeout(Duration.ofMillis(500))
                .build()
                .connect("dev.azure.com/contoso", fake.token());

        assertThat(verdictOf(result)).isEqualTo("TIMED_OUT");
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        return send(contoso.url() + '/' + path, authorization);
    }

    private HttpResponse<String> send(String url, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", authorization)
                .timeout(Duration.ofSeconds(20))
                .build();
        return fake.httpClient().send(request, BodyHandlers.ofString());
    }
}
