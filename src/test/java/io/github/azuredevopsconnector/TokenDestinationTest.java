package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import io.github.azuredevopsconnector.testing.ReceivedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Specifies to which hosts, and in which requests, the token is sent. The fake is the client's proxy, so it records
 * every host to which the client sends anything.
 */
@Tag("network")
class TokenDestinationTest {

    private static final String HOST = "dev.azure.com:443";
    private static final Pattern REQUEST = Pattern.compile("GET https://dev\\.azure\\.com/row-[0-9]+-end/_apis/"
            + "(connectionData\\?api-version=7\\.1-preview\\.1|projects\\?\\$top=1&api-version=7\\.1)");
    private static final int[] REDIRECTS = {300, 301, 302, 303, 305, 307, 308};

    private static final AtomicInteger ROWS = new AtomicInteger();

    /** The rows run in parallel. */
    @AutoClose
    private static final FakeAzureDevOps FAKE = FakeAzureDevOps.start();

    private static final AzureDevOpsConnector PATIENT = FAKE.connector();
    private static final AzureDevOpsConnector HASTY =
            FAKE.connectorBuilder().timeout(Duration.ofSeconds(3)).build();

    @ParameterizedTest
    @EnumSource
    void theTokenIsSentOnlyToAzureDevOpsWhateverTheAnswerIs(FakeAnswer answer) {
        FakeOrganization organization = organization().answers(answer);

        (answer.hangs() ? HASTY : PATIENT).connect(organization.url(), FAKE.token());

        assertSendsOnlyExpectedRequests(organization);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dev.azure.com/contoso/_apis/elsewhere",
                "https://evil.example/",
                "http://dev.azure.com/contoso/_apis/projects",
                "//evil.example/",
                "\\\\evil.example\\",
                "https://dev.azure.com@evil.example/",
            })
    void noRedirectIsFollowed(String location) {
        for (int status : REDIRECTS) {
            assertSendsOnlyTwoRequests(new MockResponse.Builder().code(status).setHeader("Location", location));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Alt-Svc, 'h2=\"evil.example:443\"; ma=86400, h3=\":8443\"'",
        "Refresh, 0; url=https://evil.example/",
        "WWW-Authenticate, 'Bearer authorization_uri=https://evil.example/'",
        "Retry-After, 0",
        "Connection, close",
    })
    void noHeaderLeadsToAnotherRequest(String name, String value) {
        for (int status : new int[] {200, 203, 401, 403, 404, 407, 421, 426, 429, 503}) {
            assertSendsOnlyTwoRequests(new MockResponse.Builder().code(status).setHeader(name, value));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\":1,\"value\":[{\"url\":\"https://evil.example/\"}],"
                        + "\"continuationToken\":\"x\",\"nextLink\":\"https://evil.example/\"}",
                "<html><head><meta http-equiv=\"refresh\" content=\"0; url=https://evil.example/\">"
                        + "<link rel=\"stylesheet\" href=\"//evil.example/\"><title>x</title></head></html>",
            })
    void noAddressInABodyIsFollowed(String body) {
        for (int status : new int[] {200, 203, 302, 401, 404}) {
            assertSendsOnlyTwoRequests(new MockResponse.Builder().code(status).body(body));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dev.azure.com/{name}",
                "http://dev.azure.com/{name}",
                "dev.azure.com:443/{name}/Fabrikam?a=https://evil.example#https://evil.example",
                "https://{name}.visualstudio.com",
                "http://{name}.visualstudio.com/DefaultCollection",
                "https://{name}@{name}.visualstudio.com/_git/r",
            })
    void theTokenIsSentToOneHostWhateverTheFormatOfTheUrl(String url) {
        FakeOrganization organization = organization();

        VerificationResult result = PATIENT.connect(url.replace("{name}", organization.name()), FAKE.token());

        assertThat(result.isVerified()).isTrue();
        assertSendsOnlyExpectedRequests(organization);
        assertThat(requestsTo(organization)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/contoso",
                "https://dev.azure.com@evil.example/contoso",
                "https://contoso.visualstudio.com.evil.example",
                "https://dev.azure.com:8443/contoso",
                "https://user:secret@dev.azure.com/contoso",
                "contoso",
                "",
            })
    void nothingIsSentIfTheUrlIsRefused(String url) {
        try (FakeAzureDevOps untouched = FakeAzureDevOps.start()) {
            AzureDevOpsConnector connector = AzureDevOpsConnector.builder()
                    .httpClient(untouched.httpClient())
                    .build();

            assertThat(connector.connect(url, untouched.token()).isRejected()).isTrue();
            assertThat(untouched.tunnels()).isEmpty();
            assertThat(untouched.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTokenIsSentToAnotherHostOnlyForAScopeThatIsServedThere(TokenScope scope) {
        try (FakeAzureDevOps server = FakeAzureDevOps.start()) {
            server.organization("contoso");
            for (AzureDevOpsConnector connector : List.of(
                    server.connectorBuilder().requires(scope).build(),
                    server.connectorBuilder().prefers(scope).build())) {
                connector.connect("https://dev.azure.com/contoso", server.token());
            }

            String uri = scope.probe().request(Findings.REQUEST).build().uri().toString();
            assertThat(server.requests())
                    .filteredOn(request -> !request.host().equals("dev.azure.com"))
                    .hasSize(scope.host().equals("dev.azure.com") ? 0 : 2)
                    .allSatisfy(request -> assertThat(request).hasToString("GET " + uri));
            assertThat(server.requests())
                    .filteredOn(request -> request.toString().endsWith(uri))
                    .isNotEmpty();
            assertThat(server.tunnels()).containsOnly(HOST, scope.host() + ":443");
        }
    }

    @Test
    void noCookieIsSentBack() {
        FakeOrganization organization = organization().answers(FakeAnswer.UNAUTHORIZED); // which sets a cookie
        PATIENT.connect(organization.url(), FAKE.token());
        PATIENT.connect(organization.url(), FAKE.token());

        assertThat(FAKE.requests())
                .filteredOn(request -> request.organization().equals(organization.name()))
                .hasSize(4)
                .allSatisfy(request -> assertThat(request.headers("Cookie")).isEmpty());
    }

    /** Proves that the other tests can fail. */
    @ParameterizedTest
    @CsvSource({
        "https://evil.example/, evil.example:443, GET https://dev.azure.com/contoso/_apis/projects",
        "https://dev.azure.com/fabrikam/y, dev.azure.com:443, GET https://dev.azure.com/fabrikam/y",
        "http://evil.example/z, dev.azure.com:443, GET https://evil.examplehttp://evil.example/z",
    })
    void theFakeRecordsTheRequestsOfAClientThatFollowsRedirects(String location, String tunnel, String request)
            throws Exception {
        try (FakeAzureDevOps server = FakeAzureDevOps.start()) {
            MockResponse redirect = new MockResponse.Builder()
                    .code(302)
                    .setHeader("Location", location)
                    .build();
            server.organization("contoso").answers("_apis/projects", received -> redirect);
            HttpClient client =
                    server.httpClientBuilder().followRedirects(Redirect.ALWAYS).build();
            URI uri = URI.create("https://dev.azure.com/contoso/_apis/projects");
            try {
                client.send(
                        HttpRequest.newBuilder(uri)
                                .header(
                                        "Authorization",
                                        PersonalAccessToken.of(server.token()).authorizationHeader())
                                .build(),
                        BodyHandlers.discarding());
            } catch (IOException e) {
                // The fake has no certificate for another host.
            }

            assertThat(server.tunnels()).contains(tunnel);
            assertThat(server.requests()).extracting(ReceivedRequest::toString).contains(request);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/My%20Project/_apis/build/builds?$top=1",
                "a?redirect=https://evil.example/../..//",
                "a:b@evil.example",
                "https:evil.example",
            })
    void aRequestThatAConnectionCreatesStaysInTheOrganization(String path) throws Exception {
        try (FakeAzureDevOps server = FakeAzureDevOps.start()) {
            server.organization("contoso");
            HttpRequest request =
                    connection().request(path).timeout(Duration.ofSeconds(30)).build();

            server.httpClient().send(request, BodyHandlers.discarding());

            assertStaysInContoso(request.uri());
            assertThat(server.tunnels()).containsOnly(HOST);
            ReceivedRequest received = server.requests().get(0);
            assertThat(received.target()).isEqualTo("/contoso/" + (path.startsWith("/") ? path.substring(1) : path));
            assertThat(received.token()).contains("secret");
        }
    }

    @Test
    void aPathThatLeavesTheOrganizationIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection().request("../fabrikam"))
                .withMessageStartingWith("the path must contain only ");
    }

    /** Most random paths are refused. For two independent parsers, the others stay inside the organization. */
    @Test
    void noPathLeavesTheOrganization() {
        String[] pieces = ("a,_apis,.,..,...,/,//,\\,%2e,%2E,%2F,%5c,%00,%41,%,?,#,@,:,;,&,=,$,~,\t,\n, ,"
                        + "\u00E4,\u2025,https:,evil.example,[,],|")
                .split(",");
        AzureDevOpsConnection connection = connection();
        int[] accepted = {0};
        FuzzRun.rounds(random -> {
            StringBuilder path = new StringBuilder();
            for (int i = random.nextInt(6); i > 0; i--) {
                path.append(FuzzRun.any(random, pieces));
            }
            try {
                assertStaysInContoso(connection.request(path.toString()).build().uri());
                accepted[0]++;
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).startsWith("the ");
            }
        });
        assertThat(accepted[0]).isPositive();
    }

    private static void assertStaysInContoso(URI uri) {
        assertThat(uri).hasScheme("https").hasAuthority("dev.azure.com");
        assertThat(uri.normalize().getPath()).startsWith("/contoso/");
        HttpUrl browsers = HttpUrl.get(uri.toString());
        assertThat(browsers.host()).isEqualTo("dev.azure.com");
        assertThat(browsers.pathSegments()).hasSizeGreaterThan(1).startsWith("contoso");
    }

    private static AzureDevOpsConnection connection() {
        OrganizationUrl contoso = OrganizationUrl.ofOrganization("contoso");
        PersonalAccessToken token = PersonalAccessToken.of("secret");
        AuthenticatedUser user = new AuthenticatedUser(new UUID(0, 1), "Jane Doe", null);
        return new AzureDevOpsConnection(new RequestTemplate(contoso, token, RequestTemplate.LIBRARY), user, null);
    }

    /** Asserts that this answer leads to two requests, each sent once, and to no other. */
    private static void assertSendsOnlyTwoRequests(MockResponse.Builder response) {
        FakeOrganization organization = organization()
                .answers("_apis/connectionData", request -> response.build())
                .answers("_apis/projects", request -> response.build());

        PATIENT.connect(organization.url(), FAKE.token());

        assertSendsOnlyExpectedRequests(organization);
        assertThat(requestsTo(organization)).hasSize(2);
    }

    private static void assertSendsOnlyExpectedRequests(FakeOrganization organization) {
        assertThat(requestsTo(organization))
                .isNotEmpty()
                .isSubsetOf(expectedRequestsTo(organization))
                .doesNotHaveDuplicates();
        assertThat(FAKE.requests()).extracting(ReceivedRequest::toString).allMatch(REQUEST.asMatchPredicate());
        assertThat(FAKE.tunnels()).containsOnly(HOST);
    }

    private static FakeOrganization organization() {
        return FAKE.organization("row-" + ROWS.incrementAndGet() + "-end");
    }

    private static String[] expectedRequestsTo(FakeOrganization organization) {
        return new String[] {
            "GET " + organization.url() + "/_apis/connectionData?api-version=7.1-preview.1",
            "GET " + organization.url() + "/_apis/projects?$top=1&api-version=7.1"
        };
    }

    /** Returns the requests whose address contains the organization's name. */
    private static List<String> requestsTo(FakeOrganization organization) {
        return FAKE.requests().stream()
                .map(ReceivedRequest::toString)
                .filter(request -> request.contains(organization.name()))
                .collect(Collectors.toList());
    }
}
