package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Responses.SERVICE_HEADER;
import static io.github.azuredevopsconnector.Responses.response;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Finding.Detail;
import java.util.EnumSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies which answers prove a scope or the caller, and which user an answer names. */
class AnswerReaderSuccessTest {

    private static final String GUID = "5a1d3c70-0000-4000-8000-0123456789ab";
    private static final String ANONYMOUS = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
    private static final String NIL = "00000000-0000-0000-0000-000000000000";
    private static final String NO_PROJECTS = "{\"count\":0,\"value\":[]}";
    private static final String USER = "{\"authenticatedUser\":{\"id\":\"" + GUID + "\"}}";

    private static final Probe PROJECTS = TokenScope.PROJECT_AND_TEAM_READ.probe();
    private static final Probe CODE = TokenScope.CODE_READ.probe();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                NO_PROJECTS + " | GRANTED | NO_PROJECT_VISIBLE",
                "\uFEFF{\"count\":1,\"value\":[{}],\"x\":1} | GRANTED |",
                "{\"value\":[{}],\"count\":1} | GRANTED |",
                "{\"count\":null,\"count\":1,\"value\":7,\"value\":[]} | GRANTED |",
                "{\"count\":1,\"count\":null,\"value\":[]} | UNEXPECTED_RESPONSE |",
                "{\"count\":1,\"value\":[],\"value\":null} | UNEXPECTED_RESPONSE |",
                "{\"count\":\"1\",\"value\":[]} | UNEXPECTED_RESPONSE |",
                "{\"count\":1,\"value\":{}} | UNEXPECTED_RESPONSE |",
                "{\"count\":1} | UNEXPECTED_RESPONSE |",
                "{\"value\":[]} | UNEXPECTED_RESPONSE |",
                "{\"count\":1,\"value\":[] | UNEXPECTED_RESPONSE |",
                "{\"count\":1,\"value\":[]} x | UNEXPECTED_RESPONSE |",
                "[] | UNEXPECTED_RESPONSE |",
                USER + " | UNEXPECTED_RESPONSE |",
                "<html><title>Welcome</title></html> | UNEXPECTED_RESPONSE |",
            })
    void onlyACompleteListOfProjectsGrantsTheProjectScope(String body, String meaning, @Nullable Detail detail) {
        Finding finding = AnswerReader.read(PROJECTS, response(200, body));

        assertThat(finding).hasToString(meaning);
        assertThat(finding.detail()).isEqualTo(meaning.equals("GRANTED") ? detail : Detail.UNKNOWN_SENDER);
        assertThat(meaning(PROJECTS, response(201, body))).isEqualTo("UNEXPECTED_RESPONSE");
    }

    /**
     * The columns: the status; the meaning if the answer names a user; the meaning if only a header shows that Azure
     * DevOps sent it; and the meaning if nothing does.
     */
    @ParameterizedTest
    @CsvSource({
        "200, GRANTED, GRANTED, UNEXPECTED_RESPONSE",
        "204, GRANTED, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "400, GRANTED, BAD_REQUEST, REFUSED_BY_UNKNOWN_SENDER",
        "401, UNAUTHORIZED, UNAUTHORIZED, REFUSED_BY_UNKNOWN_SENDER",
        "403, FORBIDDEN, FORBIDDEN, REFUSED_BY_UNKNOWN_SENDER",
        "404, GRANTED, NOT_FOUND, REFUSED_BY_UNKNOWN_SENDER",
        "405, GRANTED, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "407, PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED",
        "429, RATE_LIMITED, RATE_LIMITED, RATE_LIMITED",
        "499, GRANTED, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "500, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE",
        "511, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
    })
    void theStatusAndTheNamedUserDecideWhetherAnyOtherScopeIsGranted(
            int status, String named, String fromAzureDevOps, String fromUnknownSender) {
        for (TokenScope scope : EnumSet.complementOf(EnumSet.of(TokenScope.PROJECT_AND_TEAM_READ))) {
            Probe probe = scope.probe();
            for (String body :
                    new String[] {"{}", "", "[]", "<html>", "{\"typeKey\":\"VssVersionOutOfRangeException\"}"}) {
                Finding finding = AnswerReader.read(probe, response(status, body, "X-VSS-UserData: " + GUID + ":jane"));
                assertThat(finding).as(body).hasToString(named);
                assertThat(finding.user()).isPresent();
                assertThat(finding.detail()).isNull();
            }
            assertThat(meaning(probe, response(status, "{}", SERVICE_HEADER))).isEqualTo(fromAzureDevOps);
            assertThat(meaning(probe, response(status, "{}"))).isEqualTo(fromUnknownSender);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"value\":[{\"id\": | GRANTED",
                "{ | GRANTED",
                "' \r\n\t{\"members\":[]}' | GRANTED",
                "\uFEFF{} | GRANTED",
                NO_PROJECTS + " | GRANTED",
                "[] | UNEXPECTED_RESPONSE",
                "'' | UNEXPECTED_RESPONSE",
                "x{ | UNEXPECTED_RESPONSE",
                "<html> | UNEXPECTED_RESPONSE",
            })
    void anAnswerFromAzureDevOpsThatNamesNoUserMustBeginLikeAJsonObject(String body, String meaning) {
        Answer beginning = Answer.response(200, Responses.headers(SERVICE_HEADER), body.getBytes(UTF_8), true);

        assertThat(meaning(CODE, beginning)).isEqualTo(meaning);
        assertThat(meaning(CODE, response(200, body, SERVICE_HEADER))).isEqualTo(meaning);
    }

    /** A filter can answer with any JSON, and a proxy can send back the header of the request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"blocked by policy\"}",
                "{<html>",
                "{\"count\":1,\"value\":[]}",
                "{\"typeName\":\"Microsoft.VisualStudio.Services.X\",\"message\":\"TF400813: x\"}",
            })
    void status200FromAnUnknownSenderGrantsNoScope(String body) {
        assertThat(meaning(CODE, response(200, body))).isEqualTo("UNEXPECTED_RESPONSE");
        assertThat(meaning(CODE, response(200, body, "X-TFS-FedAuthRedirect: Suppress", "X-MSEdge-Ref: Ref A")))
                .isEqualTo("UNEXPECTED_RESPONSE");
    }

    /** A refusal with a reason, the sign-in and the anonymous user take precedence over the user in the header. */
    @ParameterizedTest
    @CsvSource({
        "403, VS403463: x, CONDITIONAL_ACCESS",
        "404, TF400733: x, RATE_LIMITED",
        "400, Personal Access Token used has expired, TOKEN_EXPIRED",
        "404, TF400813: The user '' is not authorized, UNAUTHORIZED",
        "203, <html><title>Azure DevOps Services | Sign In</title>, SIGN_IN",
    })
    void aRefusalOrSignInPageGrantsNoScopeEvenIfAHeaderNamesTheUser(int status, String body, String meaning) {
        assertThat(meaning(CODE, response(status, body, "X-VSS-UserData: " + GUID)))
                .isEqualTo(meaning);
    }

    @Test
    void anAnswerToTheAnonymousUserGrantsNoScope() {
        assertThat(meaning(CODE, response(200, "{}", "X-VSS-UserData: " + ANONYMOUS + ":Anonymous")))
                .isEqualTo("UNEXPECTED_RESPONSE");
    }

    /**
     * Recorded answers: JupiterOne/graph-azure-devops, src/__recordings__ and src/steps, 2021-11 to 2024-03 (the first
     * four, with the header as it was recorded); sourcegraph/sourcegraph-public-snapshot,
     * internal/extsvc/azuredevops/testdata/vcr/GetProject.yaml, 2023-02 (the last one).
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | WWW-Authenticate: Basic realm=\"https://tfsprodcus6.visualstudio.com/\" | '' | UNAUTHORIZED",
                "401 | WWW-Authenticate: Basic realm=\"https://tfs.app.visualstudio.com/\" | '' | UNAUTHORIZED",
                "404 | X-TFS-ServiceError: The%20resource%20cannot%20be%20found. | The resource cannot be found. | NOT_FOUND",
                "400 | X-VSS-UserData: f5c5a19b-6ebb-4fe2-89e5-f436a7a05a00:user@example.test | {\"typeKey\":\"AdvSecNotEnabledException\"} | GRANTED",
                "200 | X-VSS-UserData: 11111111-1111-4111-8111-111111111111:user@example.test | {\"id\":\"x\",\"name\":\"x\"} | GRANTED",
            })
    void aRecordedAnswerIsUnderstood(int status, String header, String body, String meaning) {
        assertThat(meaning(CODE, response(status, body, header))).isEqualTo(meaning);
    }

    @Test
    void aTruncatedAnswerAboutProjectsOrConnectionDataIsUnexpected() {
        assertThat(meaning(PROJECTS, Answer.response(200, Responses.headers(), NO_PROJECTS.getBytes(UTF_8), true)))
                .isEqualTo("UNEXPECTED_RESPONSE");
        assertThat(meaning(Probe.CALLER, Answer.response(200, Responses.headers(), USER.getBytes(UTF_8), true)))
                .isEqualTo("UNEXPECTED_RESPONSE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                USER + " | NAMED_USER",
                "{\"authenticatedUser\":{\"id\":\"5A1D3C70-0000-4000-8000-0123456789AB\"}} | NAMED_USER",
                "{\"authenticatedUser\":{\"id\":\"" + ANONYMOUS + "\"}} | ANONYMOUS_USER",
                "{\"authenticatedUser\":{\"id\":\"AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA\"}} | ANONYMOUS_USER",
                "{\"authenticatedUser\":{\"id\":\"" + GUID
                        + "\",\"descriptor\":\"System:PublicAccess;x\"}} | ANONYMOUS_USER",
                "{\"authenticatedUser\":{\"id\":\"" + GUID
                        + "\",\"descriptor\":\"x;System:PublicAccess\"}} | NAMED_USER",
                "{\"authenticatedUser\":{\"id\":\"" + NIL + "\"}} | UNEXPECTED_RESPONSE",
                "{\"authenticatedUser\":{\"id\":\"1-1-1-1-1\"}} | UNEXPECTED_RESPONSE",
                "{\"authenticatedUser\":{\"id\":7}} | UNEXPECTED_RESPONSE",
                "{\"authenticatedUser\":{\"id\":\"" + GUID + "\",\"id\":null}} | UNEXPECTED_RESPONSE",
                "{\"authenticatedUser\":{\"id\":\"" + GUID + "\",\"id\":\"" + ANONYMOUS + "\"}} | ANONYMOUS_USER",
                "{\"authenticatedUser\":{\"id\":\"" + ANONYMOUS + "\"},\"authenticatedUser\":{\"id\":\"" + GUID
                        + "\"}} | NAMED_USER",
                "{\"authenticatedUser\":{\"id\":\"" + GUID + "\"},\"authenticatedUser\":{}} | UNEXPECTED_RESPONSE",
                "{\"authenticatedUser\":{\"id\":\"" + GUID + "\"},\"authenticatedUser\":null} | UNEXPECTED_RESPONSE",
                "{\"authenticatedUser\":{}} | UNEXPECTED_RESPONSE",
                "{\"authorizedUser\":{\"id\":\"" + GUID + "\"}} | UNEXPECTED_RESPONSE",
                "{\"authenticatedUser\":{\"id\":\"" + GUID + "\"} | UNEXPECTED_RESPONSE",
                NO_PROJECTS + " | UNEXPECTED_RESPONSE",
            })
    void connectionDataIdentifiesTheCaller(String body, String meaning) {
        Finding finding = AnswerReader.read(Probe.CALLER, response(200, body));

        assertThat(finding.toString()).isEqualTo(meaning);
        assertThat(finding.user().isPresent()).isEqualTo(meaning.equals("NAMED_USER"));
        assertThat(meaning(Probe.CALLER, response(201, body))).isEqualTo("UNEXPECTED_RESPONSE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"customDisplayName\":\"A\",\"providerDisplayName\":\"B\",\"properties\":{\"Account\":{\"$value\":\"C\"}} | A | C",
                "\"providerDisplayName\":\"B\",\"properties\":{\"Account\":{\"$value\":\"C\"}} | B | C",
                "\"customDisplayName\":\" \",\"providerDisplayName\":\"B\" | B |",
                "\"customDisplayName\":\"A\",\"customDisplayName\":null,\"providerDisplayName\":\"B\" | B |",
                "\"customDisplayName\":\"\",\"providerDisplayName\":7,\"properties\":{\"Account\":{\"$value\":\"C\"}} | C | C",
                "\"properties\":{\"Account\":{\"$value\":\" \"}} | " + GUID + " |",
                "\"properties\":{} | " + GUID + " |",
            })
    void theFirstNameThatIsNotBlankIsTheDisplayName(String members, String displayName, @Nullable String account) {
        String body = "{\"instanceId\":\"00000000-0000-0000-0000-000000000007\",\"authenticatedUser\":{\"id\":\"" + GUID
                + "\"," + members + "}}";

        Finding finding = AnswerReader.read(Probe.CALLER, response(200, body));

        assertThat(finding.user()).contains(new AuthenticatedUser(UUID.fromString(GUID), displayName, account));
        assertThat(finding.organizationId()).isEqualTo(new UUID(0, 7));
    }

    @Test
    void anOrganizationIdThatIsNotAGuidIsIgnored() {
        String body = USER.replaceFirst("\\{", "{\"instanceId\":\"7\",");

        assertThat(AnswerReader.read(Probe.CALLER, response(200, body)).organizationId())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        GUID + ":jane@fabrikam.example, jane@fabrikam.example, jane@fabrikam.example",
        GUID + ":a:b, a:b, a:b",
        GUID + ", " + GUID + ",",
        GUID + ":, " + GUID + ",",
        "'" + GUID + ": ', " + GUID + ",",
    })
    void theUserHeaderNamesTheUserIfTheScopeIsGranted(String header, String displayName, @Nullable String account) {
        for (Probe probe : new Probe[] {PROJECTS, CODE}) {
            Finding finding = AnswerReader.read(probe, response(200, NO_PROJECTS, "X-VSS-UserData: " + header));

            assertThat(finding.user()).contains(new AuthenticatedUser(UUID.fromString(GUID), displayName, account));
            assertThat(finding.organizationId()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":jane", "jane", "jane:" + GUID, ANONYMOUS, ANONYMOUS + ":x", NIL, NIL + ":x", "1-1-1-1-1:x"
            })
    void aUserHeaderWithoutTheIdOfAUserNamesNoUser(String header) {
        Finding finding = AnswerReader.read(PROJECTS, response(200, NO_PROJECTS, "X-VSS-UserData: " + header));

        assertThat(finding.user()).isEmpty();
        assertThat(finding.toString()).isEqualTo("GRANTED");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 503})
    void anAnswerWithAnyStatusMayNameTheUser(int status) {
        for (Probe probe : new Probe[] {Probe.CALLER, PROJECTS, CODE}) {
            Answer answer = response(status, "", "X-VSS-UserData: " + GUID + ":jane");

            assertThat(AnswerReader.read(probe, answer).user())
                    .contains(new AuthenticatedUser(UUID.fromString(GUID), "jane", "jane"));
        }
    }

    @Test
    void theUserInTheBodyOfConnectionDataCountsAndNotTheOneInTheHeader() {
        Answer answer = response(200, USER, "X-VSS-UserData: " + ANONYMOUS.replace('a', 'b') + ":bob");

        assertThat(AnswerReader.read(Probe.CALLER, answer).user().orElseThrow().id())
                .isEqualTo(UUID.fromString(GUID));
    }

    private static String meaning(Probe probe, Answer answer) {
        return AnswerReader.read(probe, answer).toString();
    }
}
