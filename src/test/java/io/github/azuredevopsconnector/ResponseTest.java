package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Responses.SERVICE_HEADER;
import static io.github.azuredevopsconnector.Responses.response;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies which answers show that Azure DevOps sent them, and which are its sign-in page or a redirect to it. */
class ResponseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ActivityId: x | true",
                "activityid: x | true",
                "X-VSS-E2EID: x | true",
                "x-vss-anything: x | true",
                "X-TFS-ProcessId: x | true",
                "X-VSS: x | false",
                "X-TFS: x | false",
                "Y-X-VSS-E2EID: x | false",
                "X-Request-Id: x | false",
                "X-MSEdge-Ref: x | false",
                "Server: Microsoft-IIS/10.0 | false",
                "WWW-Authenticate: Basic realm=\"https://tfsprodweu1.visualstudio.com/\" | true",
                "WWW-Authenticate: basic  REALM=\"https://contoso.visualstudio.com\" | true",
                "WWW-Authenticate: Bearer, Basic realm=\"https://a.b-c.visualstudio.com/\" | true",
                "WWW-Authenticate: Basic realm=\"https://visualstudio.com.portal.example/\" | false",
                "WWW-Authenticate: Basic realm=\"https://x.visualstudio.com.portal.example/\" | false",
                "WWW-Authenticate: Basic realm=\"https://x.visualstudio.com@portal.example/\" | false",
                "WWW-Authenticate: Basic realm=\"https://x.visualstudio.com:x@portal.example/\" | false",
                "WWW-Authenticate: Basic realm=\"https://portal.example/x.visualstudio.com/\" | false",
                "WWW-Authenticate: Basic realm=\"http://x.visualstudio.com/\" | false",
                "WWW-Authenticate: Digest realm=\"https://x.visualstudio.com/\" | false",
                "WWW-Authenticate: Bearer | false",
            })
    void aHeaderCanProveThatAzureDevOpsAnswered(String header, boolean fromAzureDevOps) {
        for (int status : new int[] {200, 302, 400, 401, 403, 503}) {
            assertThat(read(status, "", header).isFromAzureDevOps()).isEqualTo(fromAzureDevOps);
        }
    }

    @Test
    void oneOfSeveralChallengesProvesThatAzureDevOpsAnswered() {
        assertThat(read(
                                401,
                                "",
                                "WWW-Authenticate: Bearer",
                                "WWW-Authenticate: Basic realm=\"https://x.visualstudio.com/\"")
                        .isFromAzureDevOps())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"x\",\"typeName\":\"Microsoft.TeamFoundation.X, Y\"} | true",
                "{\"message\":\"x\",\"typeName\":\"Contoso.Microsoft.X\",\"typeKey\":\"X\"} | false",
                "{\"message\":\"x\",\"typeName\":7} | false",
                "{\"message\":\"x\",\"typeKey\":\"UnauthorizedRequestException\"} | false",
                "{\"message\":\"TF400813: x\"} | true",
                "{\"message\":\" VS403463: x\"} | true",
                "{\"Message\":\"TF1: x\"} | true",
                "{\"message\":\"x TF400813: y\"} | false",
                "{\"error\":\"TF400813: x\"} | false",
                "TF400813: x | true",
                "VS1: | true",
                "TF400813 x | false",
                "TF: x | false",
                "TFS1: x | false",
                "tf400813: x | false",
                "VSS403463: x | false",
                "x TF400813: y | false",
                "<html><title>VS403463: x</title> | true",
                "<html><title>About VS403463: x</title> | false",
                "<html><body>VS403463: x</body> | false",
                "Forbidden | false",
            })
    void aBodyCanProveThatAzureDevOpsAnswered(String body, boolean fromAzureDevOps) {
        for (int status : new int[] {200, 302, 400, 401, 403, 503}) {
            assertThat(read(status, body).isFromAzureDevOps()).isEqualTo(fromAzureDevOps);
        }
    }

    /** Microsoft's edge servers also answer for other sites, and block requests themselves. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | The resource cannot be found. | text/plain | true",
                "404 | '' | text/plain | true",
                "404 | <html><title>The resource cannot be found.</title></html> | text/html | true",
                "404 | <html><title>Page not found.</title></html> | text/html | true",
                "404 | <html><title>404 Web Site not found</title></html> | text/html | false",
                "404 | <html><title>Azure Static Web Apps - 404: Not found</title></html> | text/plain | false",
                "404 | Our services aren't available right now | text/html; charset=utf-8 | false",
                "404 | '' | TEXT/HTML | false",
                "403 | The request is blocked. | text/plain | false",
                "403 | <html><title>The resource cannot be found.</title></html> | text/html | false",
                "400 | '' | text/plain | false",
                "401 | '' | text/plain | false",
                "502 | '' | text/plain | false",
                "503 | '' | text/plain | false",
                "200 | '' | text/plain | false",
            })
    void theHeaderOfTheEdgeServersCountsOnlyWithStatus404(
            int status, String body, String type, boolean fromAzureDevOps) {
        assertThat(read(status, body, "X-MSEdge-Ref: Ref A", "Content-Type: " + type)
                        .isFromAzureDevOps())
                .isEqualTo(fromAzureDevOps);
        assertThat(read(status, body, "Content-Type: " + type).isFromAzureDevOps())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "203, Azure DevOps Services | Sign In, true",
        "203, ' Azure DevOps Services | Sign In ', true",
        "203, Guest Wi-Fi | Sign In, false",
        "203, About Azure DevOps Services | Sign In, false",
        "200, Azure DevOps Services | Sign In, false",
        "401, Azure DevOps Services | Sign In, false",
    })
    void theSignInPageShowsThatAzureDevOpsAnsweredOnlyWithStatus203(int status, String title, boolean signIn) {
        Response read = read(status, "<html><title>" + title + "</title></html>");

        assertThat(read.isSignIn()).isEqualTo(signIn);
        assertThat(read.isFromAzureDevOps()).isEqualTo(signIn);
    }

    /**
     * The columns: the target; whether the redirect leads to the sign-in page; and whether it does if the answer has a
     * header that only Azure DevOps sends.
     */
    @ParameterizedTest
    @CsvSource({
        "https://spsprodweu1.vssps.visualstudio.com/_signin?realm=dev.azure.com, true, true",
        "HTTPS://SPSPRODWEU1.VSSPS.VISUALSTUDIO.COM/_SIGNIN, true, true",
        "https://app.vssps.visualstudio.com:443/_signin#x, true, true",
        "https://app.vssps.visualstudio.com/_signin/, true, true",
        "https://login.microsoftonline.com/common/oauth2/authorize?x=y, false, true",
        "https://login.microsoftonline.com:443/common, false, true",
        "https://login.microsoftonline.com, false, true",
        "https://dev.azure.com/contoso/_signin, false, true",
        "https://dev.azure.com/contoso/_SignIn?x#y, false, true",
        "/contoso/_signin, false, true",
        "/_signin, false, true",
        "https://vssps.visualstudio.com/_signin, false, true",
        "https://x.vssps.visualstudio.com.portal.example/_signin, false, true",
        "https://spsprodweu1.vssps.visualstudio.com/x, false, false",
        "https://spsprodweu1.vssps.visualstudio.com, false, false",
        "https://spsprodweu1.vssps.visualstudio.com/_signing, false, false",
        "https://a.b.vssps.visualstudio.com/, false, false",
        "http://spsprodweu1.vssps.visualstudio.com/_signin, false, false",
        "https://spsprodweu1.vssps.visualstudio.com:8443/_sign, false, false",
        "https://spsprodweu1.vssps.visualstudio.com@portal.example/_signin, false, false",
        "https://x@spsprodweu1.vssps.visualstudio.com/_signin, false, false",
        "https://portal.example\\.vssps.visualstudio.com/_signin, false, false",
        "https://portal.example\\@spsprodweu1.vssps.visualstudio.com/_signin, false, false",
        "\\\\spsprodweu1.vssps.visualstudio.com/_signin, false, false",
        "https://login.microsoftonline.com@portal.example/, false, false",
        "https://login.microsoftonline.com.portal.example/, false, false",
        "https://xlogin.microsoftonline.com/, false, false",
        "https://portal.example/?u=https://login.microsoftonline.com/, false, false",
        "https://portal.example/login.microsoftonline.com, false, false",
        "login.microsoftonline.com/x, false, false",
        "https://dev.azure.com/contoso/_signin/x, false, false",
        "https://dev.azure.com/contoso/x_signin, false, false",
        "https://_signin, false, false",
        "https://dev.azure.com/contoso/?x=/_signin, false, false",
        "https://dev.azure.com/contoso/#/_signin, false, false",
        "https://user@dev.azure.com/contoso/_signin, false, false",
        "/contoso\\_signin, false, false",
        "'', false, false",
    })
    void theTargetDecidesWhetherARedirectLeadsToTheSignInPage(String location, boolean alone, boolean withHeader) {
        for (int status : new int[] {300, 302, 307, 399}) {
            assertThat(read(status, "", "Location: " + location).isSignIn()).isEqualTo(alone);
            assertThat(read(status, "", "Location: " + location).isFromAzureDevOps())
                    .isEqualTo(alone);
            assertThat(read(status, "", "Location: " + location, SERVICE_HEADER).isSignIn())
                    .isEqualTo(withHeader);
        }
        for (int status : new int[] {200, 299, 400, 401}) {
            assertThat(read(status, "", "Location: " + location, SERVICE_HEADER).isSignIn())
                    .isFalse();
        }
    }

    /** The requests have this header, so a proxy may send it back. */
    @Test
    void aHeaderOfTheRequestProvesNothing() {
        assertThat(read(401, "", "X-TFS-FedAuthRedirect: Suppress").isFromAzureDevOps())
                .isFalse();
        assertThat(read(401, "", "x-tfs-fedauthredirect: Suppress", "X-TFS-FedAuthRealm: x")
                        .isFromAzureDevOps())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "5A1D3C70-0000-4000-8000-0123456789AB, 00000000-0000-0000-0000-000000000007, 5a1d3c70-0000-4000-8000-0123456789ab",
        "x, 00000000-0000-0000-0000-000000000007, 00000000-0000-0000-0000-000000000007",
        "1-1-1-1-1, 5a1d3c70-0000-4000-8000-0123456789ab; rm,",
        "<script>, '',",
    })
    void theActivityIdIsTheFirstHeaderWithAGuid(String activityId, String e2eId, String expected) {
        Response read = read(404, "", "ActivityId: " + activityId, "X-VSS-E2EID: " + e2eId);

        assertThat(read.diagnostics().activityId().orElse(null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5a1d3c70-0000-4000-8000-0123456789ab", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"})
    void aGuidIsReadInTheFormThatAzureDevOpsSends(String text) {
        assertThat(Response.guid(text)).contains(UUID.fromString(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "not-a-guid",
                "5a1d3c70-0000-4000-8000-0123456789ab ",
                "5a1d3c70-0000-4000-8000-0123456789abc",
                "\uFF15a1d3c70-0000-4000-8000-0123456789ab",
            })
    void inputInAnyOtherFormIsNotAGuid(String text) {
        assertThat(Response.guid(text)).isEmpty();
    }

    private static Response read(int status, String body, String... headers) {
        return new Response(response(status, body, headers));
    }
}
