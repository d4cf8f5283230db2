package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Responses.response;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Finding.Detail;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies what an answer with status 200 means, and which user it names. */
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
    void projectsAreGrantedOnlyByAWholeJsonList(String body, String meaning, @Nullable Detail detail) {
        Finding finding = AnswerReader.read(PROJECTS, response(200, body));

        assertThat(finding.meaning().name()).isEqualTo(meaning);
        assertThat(finding.detail()).isEqualTo(detail);
        assertThat(meaning(PROJECTS, response(201, body))).isEqualTo("UNEXPECTED_RESPONSE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"value\":[{\"id\": | GRANTED",
                "{ | GRANTED",
                "' \r\n\t{\"distributedTaskAgents\":0}' | GRANTED",
                "\uFEFF{} | GRANTED",
                NO_PROJECTS + " | GRANTED",
                "[] | UNEXPECTED_RESPONSE",
                "'' | UNEXPECTED_RESPONSE",
                "x{ | UNEXPECTED_RESPONSE",
                "<html> | UNEXPECTED_RESPONSE",
            })
    void anyOtherScopeIsGrantedByTheBeginningOfAJsonObject(String body, String meaning) {
        for (TokenScope scope : TokenScope.values()) {
            if (scope != TokenScope.PROJECT_AND_TEAM_READ) {
                Answer beginning = Answer.response(200, Responses.headers(), body.getBytes(UTF_8), true);

                assertThat(meaning(scope.probe(), beginning)).isEqualTo(meaning);
                assertThat(AnswerReader.read(scope.probe(), response(200, body)).detail())
                        .isNull();
            }
        }
    }

    @Test
    void projectsAndConnectionDataAreUnexpectedIfTheBodyIsCut() {
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

        assertThat(finding.meaning().name()).isEqualTo(meaning);
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
        assertThat(finding.meaning().name()).isEqualTo("GRANTED");
    }

    @ParameterizedTest
    @EnumSource
    void theUserHeaderIsReadOnlyIfTheScopeIsGranted(TokenScope scope) {
        String header = "X-VSS-UserData: " + GUID + ":jane";

        assertThat(AnswerReader.read(scope.probe(), response(404, "", header)).user())
                .isEmpty();
        assertThat(AnswerReader.read(scope.probe(), response(200, "[]", header)).user())
                .isEmpty();
        assertThat(AnswerReader.read(Probe.CALLER, response(200, "{}", header)).user())
                .isEqualTo(Optional.empty());
    }

    private static String meaning(Probe probe, Answer answer) {
        return AnswerReader.read(probe, answer).meaning().name();
    }
}
