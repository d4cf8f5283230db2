package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Findings.PROJECTS;
import static io.github.azuredevopsconnector.Findings.REQUEST;
import static io.github.azuredevopsconnector.Findings.basis;
import static io.github.azuredevopsconnector.Findings.finding;
import static io.github.azuredevopsconnector.Findings.judge;
import static io.github.azuredevopsconnector.TokenScope.CODE_READ;
import static io.github.azuredevopsconnector.TokenScope.PROJECT_AND_TEAM_READ;
import static io.github.azuredevopsconnector.TokenScope.WIKI_READ;
import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Finding.Detail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Specifies, in tables, which verdict the findings lead to. {@link VerdictPropertyTest} tests properties of all
 * combinations.
 */
@Tag("unusual-environment")
class VerdictTableTest {

    private static final Map<String, Set<String>> GROUPS = Map.of(
            "explained",
            Set.of(
                    "TOKEN_REJECTED",
                    "TOKEN_EXPIRED",
                    "CONDITIONAL_ACCESS",
                    "GLOBAL_TOKEN_PROHIBITED",
                    "ORGANIZATION_DEACTIVATED"),
            "unauthenticated",
            Set.of("UNAUTHORIZED", "SIGN_IN"),
            "no answer",
            Set.of("UNREACHABLE", "TLS_FAILURE", "PROXY_AUTHENTICATION_REQUIRED"));

    /**
     * The columns: connection data, projects, the verdict, and the answer on which it is based. The first row that
     * applies counts. {@code same} is the reason of that answer.
     */
    private static final List<Row> WHO_AND_PROJECTS = rows(
            "explained, NOT_A_MEMBER | any                             | same                   | who",
            "any                   | explained, NOT_A_MEMBER           | same                   | projects",
            "ANONYMOUS_USER        | any                             | TOKEN_REJECTED         | who",
            "NAMED_USER            | unauthenticated                       | MISSING_SCOPE          | projects",
            "NAMED_USER            | FORBIDDEN                       | ACCESS_DENIED          | projects",
            "NOT_FOUND             | NOT_FOUND                       | ORGANIZATION_NOT_FOUND | who",
            "unauthenticated       | unauthenticated                 | TOKEN_REJECTED         | who",
            "NOT_FOUND             | unauthenticated                 | TOKEN_REJECTED         | projects",
            "FORBIDDEN             | FORBIDDEN                       | ACCESS_DENIED          | who",
            "RATE_LIMITED          | any                             | same                   | who",
            "any                   | RATE_LIMITED                    | same                   | projects",
            "SERVICE_UNAVAILABLE   | any                             | same                   | who",
            "any                   | SERVICE_UNAVAILABLE             | same                   | projects",
            "no answer             | any                             | same                   | who",
            "any                   | no answer                       | same                   | projects",
            "TIMED_OUT             | any                             | same                   | who",
            "any                   | TIMED_OUT                       | same                   | projects",
            "UNEXPECTED_RESPONSE   | any                             | same                   | who",
            "any                   | UNEXPECTED_RESPONSE             | same                   | projects",
            "NAMED_USER            | GRANTED, GRANTED_TO_USER        | VERIFIED               | who",
            "UNAUTHORIZED, FORBIDDEN, NOT_FOUND, BAD_REQUEST, REFUSED_BY_UNKNOWN_SENDER"
                    + "            | GRANTED_TO_USER                 | VERIFIED               | projects",
            "NAMED_USER            | any                             | UNEXPECTED_RESPONSE    | projects",
            "any                   | any                             | UNEXPECTED_RESPONSE    | who");

    /** The columns: connection data, projects, another scope, the verdict, and the answer on which it is based. */
    private static final List<Row> WITH_A_SCOPE = rows(
            // Only this scope can fail.
            "NAMED_USER | GRANTED | GRANTED, GRANTED_TO_USER               | VERIFIED            | who",
            "NAMED_USER | GRANTED | explained                                | same                | scope",
            "NAMED_USER | GRANTED | unauthenticated                              | MISSING_SCOPE       | scope",
            "NAMED_USER | GRANTED | FORBIDDEN, NOT_A_MEMBER                | ACCESS_DENIED       | scope",
            "NAMED_USER | GRANTED | RATE_LIMITED, SERVICE_UNAVAILABLE, no answer, TIMED_OUT, UNEXPECTED_RESPONSE"
                    + "                                                    | same                | scope",
            "NAMED_USER | GRANTED | NOT_FOUND, BAD_REQUEST, REFUSED_BY_UNKNOWN_SENDER | UNEXPECTED_RESPONSE | scope",

            // Two users in one call come first, because a cache or a proxy has mixed up the answers.
            "NAMED_USER   | GRANTED            | GRANTED_TO_ANOTHER | UNEXPECTED_RESPONSE | scope",
            "NAMED_USER   | GRANTED_TO_ANOTHER | GRANTED_TO_USER, UNAUTHORIZED, TIMED_OUT, TOKEN_EXPIRED | UNEXPECTED_RESPONSE | projects",
            "UNAUTHORIZED | GRANTED_TO_USER    | GRANTED_TO_ANOTHER | UNEXPECTED_RESPONSE | scope",
            "UNAUTHORIZED | GRANTED            | GRANTED_TO_ANOTHER | VERIFIED            | scope",

            // Refusals with a reason come next, and then the anonymous user.
            "TOKEN_EXPIRED  | CONDITIONAL_ACCESS | ORGANIZATION_DEACTIVATED | TOKEN_EXPIRED      | who",
            "NAMED_USER     | CONDITIONAL_ACCESS | ORGANIZATION_DEACTIVATED | CONDITIONAL_ACCESS | projects",
            "ANONYMOUS_USER | GRANTED            | TOKEN_EXPIRED            | TOKEN_EXPIRED      | scope",
            "NAMED_USER     | UNAUTHORIZED       | TOKEN_EXPIRED            | TOKEN_EXPIRED      | scope",
            "TIMED_OUT      | TIMED_OUT          | TOKEN_EXPIRED            | TOKEN_EXPIRED      | scope",
            "ANONYMOUS_USER | GRANTED_TO_USER    | UNAUTHORIZED             | TOKEN_REJECTED     | who",

            // A scope that is refused counts as missing if any answer names the user.
            "NAMED_USER          | UNAUTHORIZED        | FORBIDDEN, NOT_A_MEMBER, RATE_LIMITED, TIMED_OUT, GRANTED | MISSING_SCOPE | projects",
            "NAMED_USER          | FORBIDDEN           | unauthenticated           | MISSING_SCOPE       | scope",
            "NAMED_USER          | SERVICE_UNAVAILABLE | unauthenticated           | MISSING_SCOPE       | scope",
            "SERVICE_UNAVAILABLE | GRANTED_TO_USER     | unauthenticated           | MISSING_SCOPE       | scope",
            "UNAUTHORIZED        | UNAUTHORIZED        | GRANTED_TO_USER     | MISSING_SCOPE       | projects",
            "UNAUTHORIZED        | UNAUTHORIZED        | GRANTED             | TOKEN_REJECTED      | who",
            "UNAUTHORIZED        | GRANTED             | UNAUTHORIZED        | UNEXPECTED_RESPONSE | who",
            "SERVICE_UNAVAILABLE | GRANTED             | UNAUTHORIZED        | SERVICE_UNAVAILABLE | who",

            // The user is known, but not allowed.
            "TIMED_OUT           | GRANTED_TO_USER     | FORBIDDEN           | ACCESS_DENIED       | scope",
            "TIMED_OUT           | FORBIDDEN           | GRANTED_TO_USER     | ACCESS_DENIED       | projects",
            "TIMED_OUT           | GRANTED             | FORBIDDEN           | TIMED_OUT           | who",
            "TIMED_OUT           | GRANTED             | NOT_A_MEMBER        | ACCESS_DENIED       | scope",
            "NAMED_USER          | FORBIDDEN           | FORBIDDEN, TIMED_OUT | ACCESS_DENIED      | projects",
            "NAMED_USER          | RATE_LIMITED        | NOT_A_MEMBER        | RATE_LIMITED        | projects",
            "NAMED_USER          | NOT_FOUND           | NOT_A_MEMBER        | UNEXPECTED_RESPONSE | projects",

            // If connection data and projects together lead to a rejection, the scope does not matter.
            "UNAUTHORIZED | SIGN_IN      | RATE_LIMITED, TIMED_OUT, NOT_A_MEMBER, FORBIDDEN, NOT_FOUND | TOKEN_REJECTED | who",
            "NOT_FOUND    | NOT_FOUND    | SERVICE_UNAVAILABLE, UNAUTHORIZED | ORGANIZATION_NOT_FOUND | who",
            "FORBIDDEN    | FORBIDDEN    | SERVICE_UNAVAILABLE, UNAUTHORIZED | ACCESS_DENIED          | who",
            "NOT_FOUND    | GRANTED      | NOT_FOUND                         | UNEXPECTED_RESPONSE    | who",

            // The inconclusive reason with the highest precedence counts. Among equals, the first counts.
            "TIMED_OUT           | SERVICE_UNAVAILABLE | RATE_LIMITED        | RATE_LIMITED        | scope",
            "TIMED_OUT           | UNREACHABLE         | SERVICE_UNAVAILABLE | SERVICE_UNAVAILABLE | scope",
            "TIMED_OUT           | TIMED_OUT           | TLS_FAILURE         | TLS_FAILURE         | scope",
            "NAMED_USER          | TLS_FAILURE         | UNREACHABLE         | TLS_FAILURE         | projects",
            "UNEXPECTED_RESPONSE | GRANTED             | TIMED_OUT           | TIMED_OUT           | scope",
            "UNAUTHORIZED        | NOT_FOUND           | UNEXPECTED_RESPONSE | UNEXPECTED_RESPONSE | scope",

            // The first answer that names the user counts.
            "NAMED_USER   | GRANTED_TO_USER | GRANTED_TO_USER | VERIFIED            | who",
            "UNAUTHORIZED | GRANTED_TO_USER | GRANTED_TO_USER | VERIFIED            | projects",
            "UNAUTHORIZED, FORBIDDEN, NOT_FOUND, BAD_REQUEST, REFUSED_BY_UNKNOWN_SENDER"
                    + "   | GRANTED         | GRANTED_TO_USER | VERIFIED            | scope",
            "SIGN_IN      | GRANTED         | GRANTED_TO_USER | UNEXPECTED_RESPONSE | who");

    private static final Map<TokenScope, String> GRANTED = Map.of(PROJECT_AND_TEAM_READ, "GRANTED");

    static List<String[]> pairs() {
        List<String[]> pairs = new ArrayList<>();
        for (String who : Findings.ofConnectionData()) {
            for (String projects : Findings.ofScope()) {
                pairs.add(new String[] {who, projects});
            }
        }
        return pairs;
    }

    @Test
    void everyPairOfConnectionDataAndProjectsHasItsVerdict() {
        Set<Row> used = new LinkedHashSet<>();
        for (String[] pair : pairs()) {
            Row row = WHO_AND_PROJECTS.stream()
                    .filter(it -> it.fits(pair))
                    .findFirst()
                    .orElseThrow();
            used.add(row);

            row.assertVerdict(judge(pair[0], pair[1]), PROJECT_AND_TEAM_READ, pair);
        }
        assertThat(used).as("every row is used").hasSameElementsAs(WHO_AND_PROJECTS);
    }

    @Test
    void everyOtherScopeFollowsTheSameTable() {
        for (TokenScope scope : EnumSet.complementOf(EnumSet.of(PROJECT_AND_TEAM_READ))) {
            for (Row row : WITH_A_SCOPE) {
                for (String who : row.columns.get(0)) {
                    for (String projects : row.columns.get(1)) {
                        for (String finding : row.columns.get(2)) {
                            VerificationResult result =
                                    judge(who, Map.of(PROJECT_AND_TEAM_READ, projects, scope, finding));

                            row.assertVerdict(result, scope, who, projects, finding);
                        }
                    }
                }
            }
        }
    }

    /** X-RateLimit-Reset counts only for the rate limit, and only if no answer has Retry-After. */
    @Test
    void theTimeUntilTheRateLimitResetsIsTheTimeToWaitOnlyIfTheResultIsRateLimited() {
        Duration reset = Duration.ofMinutes(3);
        Finding limited = Finding.inconclusive(Inconclusive.Reason.RATE_LIMITED, null, Diagnostics.ofAnswer(429, null))
                .withWait(null, reset);
        Finding timedOut = finding(PROJECTS, "TIMED_OUT");

        assertThat(judge(limited, timedOut).retryAfter()).contains(reset);
        assertThat(judge(limited, timedOut).message()).contains("3 minutes");
        assertThat(judge(limited, finding(PROJECTS, "SERVICE_UNAVAILABLE")).retryAfter())
                .contains(Duration.ofSeconds(1));
        assertThat(judge(finding(Probe.CALLER, "TIMED_OUT"), timedOut.withWait(null, reset))
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void theTableHasEveryFindingOfAScope() {
        Set<String> findings = new LinkedHashSet<>();
        WITH_A_SCOPE.stream().limit(6).forEach(row -> findings.addAll(row.columns.get(2)));

        assertThat(findings).hasSameElementsAs(Findings.ofScope());
    }

    @ParameterizedTest
    @CsvSource({"GRANTED", "SERVICE_UNAVAILABLE", "TIMED_OUT", "FORBIDDEN", "REFUSED_BY_UNKNOWN_SENDER"})
    void everyPairOfMissingScopesIsNamed(String others) {
        TokenScope[] scopes = TokenScope.values();
        for (TokenScope first : scopes) {
            for (TokenScope second : EnumSet.range(first, scopes[scopes.length - 1])) {
                Map<TokenScope, String> findings = new EnumMap<>(TokenScope.class);
                Stream.of(PROJECT_AND_TEAM_READ, WIKI_READ).forEach(scope -> findings.put(scope, others));
                findings.put(second, "SIGN_IN");
                findings.put(first, "UNAUTHORIZED");
                if (second.lower().filter(first::equals).isPresent()) {
                    continue; // one request proves both
                }

                Rejected rejected = (Rejected) judge("NAMED_USER", findings);

                assertThat(rejected.reason()).isEqualTo(Rejected.Reason.MISSING_SCOPE);
                assertThat(rejected.missingScopes()).containsExactlyElementsOf(EnumSet.of(first, second));
                assertThat(basis(rejected)).isEqualTo(first.name());
                assertThat(rejected.message()).contains('“' + first.label() + '”', '“' + second.label() + '”');
                assertThat(rejected.helpPage())
                        .contains(REQUEST.organizationUrl().tokensPage());
            }
        }
    }

    // Levels.

    /** The request for the lower level is not sent if both are required. */
    @ParameterizedTest
    @CsvSource({"CODE_READ, CODE_WRITE", "WORK_ITEMS_READ, WORK_ITEMS_WRITE"})
    void aHigherLevelProvesTheLowerLevel(TokenScope read, TokenScope write) {
        Map<TokenScope, String> granted = Map.of(PROJECT_AND_TEAM_READ, "GRANTED", write, "GRANTED");
        Map<TokenScope, String> missing = Map.of(PROJECT_AND_TEAM_READ, "GRANTED", write, "UNAUTHORIZED");

        assertThat(proved(judge("NAMED_USER", with(granted, read, "TIMED_OUT"))))
                .containsExactly(PROJECT_AND_TEAM_READ, read, write);
        assertThat(((Rejected) judge("NAMED_USER", with(missing, read, "TIMED_OUT"))).missingScopes())
                .containsExactly(write);
        assertThat(proved(judge("NAMED_USER", granted, Map.of(read, "TIMED_OUT"))))
                .containsExactly(PROJECT_AND_TEAM_READ, read, write);
        VerificationResult higher = judge("NAMED_USER", GRANTED, Map.of(read, "UNAUTHORIZED", write, "GRANTED"));
        assertThat(proved(higher)).containsExactly(PROJECT_AND_TEAM_READ, read, write);
        assertThat(higher.message()).doesNotContain("optional");
        assertThat(proved(judge("NAMED_USER", GRANTED, Map.of(write, "GRANTED"))))
                .as("only what was asked for")
                .containsExactly(PROJECT_AND_TEAM_READ, write);
    }

    // Preferred scopes.

    @Test
    void aPreferredScopeIsProvedOrNotAndTheResultStaysVerified() {
        for (String name : Findings.ofScope()) {
            VerificationResult result = judge("NAMED_USER", GRANTED, Map.of(CODE_READ, name, WIKI_READ, "GRANTED"));

            boolean granted = name.startsWith("GRANTED");
            assertThat(proved(result))
                    .as(name)
                    .containsExactlyElementsOf(
                            granted
                                    ? List.of(PROJECT_AND_TEAM_READ, CODE_READ, WIKI_READ)
                                    : List.of(PROJECT_AND_TEAM_READ, WIKI_READ));
            boolean missing = name.equals("UNAUTHORIZED") || name.equals("SIGN_IN");
            assertThat(result.message().contains("“Code: Read”")).as(name).isEqualTo(missing);
            assertThat(result.httpStatus()).hasValue(200);
            assertThat(result.activityId()).contains("CALLER");
        }
    }

    @Test
    void anAnswerThatNamesAnotherUserDoesNotProveAPreferredScope() {
        assertThat(proved(judge("NAMED_USER", GRANTED, Map.of(CODE_READ, "GRANTED_TO_ANOTHER"))))
                .containsExactly(PROJECT_AND_TEAM_READ);
    }

    @Test
    void theMessageNamesThePreferredScopesThatAreMissing() {
        assertThat(judge("NAMED_USER", GRANTED, Map.of(CODE_READ, "UNAUTHORIZED"))
                        .message())
                .isEqualTo("Connected to the organization “contoso”. The token does not have the optional scope "
                        + "“Code: Read”. You can add it to the token in Azure DevOps.");
        assertThat(judge("NAMED_USER", GRANTED, Map.of(CODE_READ, "UNAUTHORIZED", WIKI_READ, "SIGN_IN"))
                        .message())
                .isEqualTo("Connected to the organization “contoso”. The token does not have the optional scopes "
                        + "“Code: Read” and “Wiki: Read”. You can add them to the token in Azure DevOps.");
    }

    private static Set<TokenScope> proved(VerificationResult result) {
        return ((Verified) result).provedScopes();
    }

    private static Map<TokenScope, String> with(Map<TokenScope, String> findings, TokenScope scope, String name) {
        Map<TokenScope, String> all = new EnumMap<>(findings);
        all.put(scope, name);
        return all;
    }

    // Details of a verdict.

    @Test
    void aDeniedScopeIsNamedByItsGroup() {
        assertThat(judge("NAMED_USER", Map.of(PROJECT_AND_TEAM_READ, "GRANTED", CODE_READ, "FORBIDDEN"))
                        .message())
                .contains("“Code”")
                .doesNotContain("Read");
        assertThat(judge("NAMED_USER", "FORBIDDEN").message())
                .isEqualTo(Rejected.of(Rejected.Reason.ACCESS_DENIED).message());
    }

    /** After such a finding, the connector does not wait for the other answers. */
    @Test
    void someFindingsDecideTheVerdictAlone() {
        Set<String> deciding = Set.of(
                "TOKEN_REJECTED",
                "TOKEN_EXPIRED",
                "CONDITIONAL_ACCESS",
                "GLOBAL_TOKEN_PROHIBITED",
                "ORGANIZATION_DEACTIVATED");

        Probes required = new Probes(EnumSet.allOf(TokenScope.class), Set.of());
        for (String name : Findings.ofConnectionData()) {
            assertThat(VerdictTable.isDecidedBy(required, Probe.CALLER, finding(Probe.CALLER, name)))
                    .as(name)
                    .isEqualTo(deciding.contains(name) || name.equals("ANONYMOUS_USER") || name.equals("NOT_A_MEMBER"));
        }
        Probes preferred = new Probes(Set.of(), EnumSet.allOf(TokenScope.class));
        for (TokenScope scope : TokenScope.values()) {
            Probe probe = scope.probe();
            for (String name : Findings.ofScope()) {
                boolean decided = deciding.contains(name) || (name.equals("NOT_A_MEMBER") && probe == PROJECTS);
                assertThat(VerdictTable.isDecidedBy(required, probe, finding(probe, name)))
                        .as(name)
                        .isEqualTo(decided);
                assertThat(VerdictTable.isDecidedBy(preferred, probe, finding(probe, name)))
                        .as(name)
                        .isEqualTo(decided && probe == PROJECTS);
            }
        }
    }

    // Details of a finding.

    @Test
    void theMessageSaysThatNoProjectIsVisible() {
        assertThat(judge(finding(Probe.CALLER, "NAMED_USER"), finding(PROJECTS, "GRANTED"))
                        .message())
                .isEqualTo("Connected to the organization “contoso”.");
        assertThat(judge(finding(Probe.CALLER, "NAMED_USER"), finding(PROJECTS, "GRANTED", Detail.NO_PROJECT_VISIBLE))
                        .message())
                .isEqualTo("Connected to the organization “contoso”. No project is visible to the owner of the token. "
                        + "Ask an administrator to add the owner to a project.");
    }

    @Test
    void aUserWhoNeverSignedInIsSentToTheOrganization() {
        Finding neverSignedIn = finding(Probe.CALLER, "NOT_A_MEMBER", Detail.NEVER_SIGNED_IN);

        Rejected rejected = (Rejected) judge(neverSignedIn, finding(PROJECTS, "TIMED_OUT"));

        assertThat(rejected.message())
                .isEqualTo(Rejected.Reason.NOT_A_MEMBER.message(null, Detail.NEVER_SIGNED_IN))
                .contains("Sign in to the organization");
        assertThat(rejected.helpPage()).contains(REQUEST.organizationUrl().toUri());
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED, UNKNOWN_SENDER",
        "SERVICE_UNAVAILABLE, UNKNOWN_SENDER",
        "UNREACHABLE, REFUSED_BY_PROXY",
        "TLS_FAILURE, UNKNOWN_AUTHORITY",
    })
    void theDetailOfAnObstacleDeterminesItsMessage(Inconclusive.Reason reason, Detail detail) {
        Inconclusive result =
                (Inconclusive) judge(finding(Probe.CALLER, reason.name(), detail), finding(PROJECTS, reason.name()));

        assertThat(result.message())
                .isEqualTo(reason.message(detail, result.retryAfter().orElse(null), "dev.azure.com"))
                .isNotEqualTo(reason.message(null, result.retryAfter().orElse(null), "dev.azure.com"));
    }

    @Test
    void theMessageForAnOutdatedRequestSaysThatANewerVersionIsNeeded() {
        Finding outdated = finding(PROJECTS, "BAD_REQUEST", Detail.OUTDATED_REQUEST);

        assertThat(judge(finding(Probe.CALLER, "NAMED_USER"), outdated).message())
                .contains("needs a newer version");
    }

    @Test
    void theMessageRepeatsAnOrganizationNameThatIsNotFound() {
        assertThat(judge("NOT_FOUND", "NOT_FOUND").message()).contains("“contoso”");
    }

    @Test
    void anAnswerThatCannotBeReadIsUnexpected() {
        Inconclusive result = (Inconclusive) VerdictTable.unreadable(finding(Probe.CALLER, "UNEXPECTED_RESPONSE"));

        assertThat(result.reason()).isEqualTo(Inconclusive.Reason.UNEXPECTED_RESPONSE);
        assertThat(result.message())
                .isEqualTo(
                        Inconclusive.of(Inconclusive.Reason.UNEXPECTED_RESPONSE).message());
        assertThat(basis(result)).isEqualTo("CALLER");
    }

    private static List<Row> rows(String... rows) {
        List<Row> parsed = new ArrayList<>();
        for (String row : rows) {
            parsed.add(new Row(row));
        }
        return parsed;
    }

    /** The findings of each probe, the verdict, and the probe on whose answer it is based. */
    private static final class Row {
        final String text;
        final List<Set<String>> columns = new ArrayList<>();
        final String verdict;
        final String basis;

        Row(String text) {
            String[] cells = text.split("\\|", -1);
            this.text = text;
            for (String cell : Arrays.asList(cells).subList(0, cells.length - 2)) {
                columns.add(findings(cell));
            }
            this.verdict = cells[cells.length - 2].strip();
            this.basis = cells[cells.length - 1].strip();
        }

        private static Set<String> findings(String cell) {
            Set<String> findings = new LinkedHashSet<>();
            for (String name : cell.strip().split(", ", -1)) {
                if (name.equals("any")) {
                    findings.addAll(Findings.ofConnectionData());
                    findings.addAll(Findings.ofScope());
                } else {
                    findings.addAll(GROUPS.getOrDefault(name, Set.of(name)));
                }
            }
            return findings;
        }

        boolean fits(String... findings) {
            for (int i = 0; i < findings.length; i++) {
                if (!columns.get(i).contains(findings[i])) {
                    return false;
                }
            }
            return true;
        }

        void assertVerdict(VerificationResult result, TokenScope scope, String... findings) {
            int indexOfBasis = List.of("who", "projects", "scope").indexOf(basis);
            List<String> probes = List.of("CALLER", PROJECT_AND_TEAM_READ.name(), scope.name());
            String[] actual = {verdictOf(result), basis(result)};

            assertThat(actual)
                    .as("%s in row: %s", List.of(findings), text)
                    .containsExactly(
                            verdict.equals("same") ? findings[indexOfBasis] : verdict, probes.get(indexOfBasis));
        }
    }
}
