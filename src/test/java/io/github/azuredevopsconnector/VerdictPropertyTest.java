package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Findings.GRANTED_TO_USER;
import static io.github.azuredevopsconnector.Findings.PROJECTS;
import static io.github.azuredevopsconnector.Findings.basis;
import static io.github.azuredevopsconnector.Findings.finding;
import static io.github.azuredevopsconnector.TokenScope.CODE_READ;
import static io.github.azuredevopsconnector.TokenScope.PROJECT_AND_TEAM_READ;
import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tests properties of the verdict on every combination of findings about the caller, projects and one more scope, if no
 * two answers name different users.
 */
class VerdictPropertyTest {

    private static final List<Probe> PROBES = List.of(Probe.CALLER, PROJECTS, CODE_READ.probe());

    /** The refusals that are recognized only if the answer shows that Azure DevOps sent it. */
    private static final Set<String> FROM_AZURE_DEVOPS = Set.of(
            "ANONYMOUS_USER",
            "TOKEN_REJECTED",
            "TOKEN_EXPIRED",
            "CONDITIONAL_ACCESS",
            "GLOBAL_TOKEN_PROHIBITED",
            "ORGANIZATION_DEACTIVATED",
            "NOT_A_MEMBER",
            "UNAUTHORIZED",
            "SIGN_IN",
            "FORBIDDEN",
            "NOT_FOUND");

    private static final Set<String> UNINFORMATIVE = Set.of(
            "REFUSED_BY_UNKNOWN_SENDER",
            "UNEXPECTED_RESPONSE",
            "SERVICE_UNAVAILABLE",
            "RATE_LIMITED",
            "UNREACHABLE",
            "TIMED_OUT");

    private static final Map<List<String>, VerificationResult> RESULTS = results();

    private static Map<List<String>, VerificationResult> results() {
        Map<List<String>, VerificationResult> results = new HashMap<>();
        for (String who : Findings.ofConnectionData()) {
            for (String projects : Findings.ofScope()) {
                for (String code : Findings.ofScope()) {
                    List<String> findings = List.of(who, projects, code);
                    results.put(
                            findings, Findings.judge(who, Map.of(PROJECT_AND_TEAM_READ, projects, CODE_READ, code)));
                }
            }
        }
        return results;
    }

    @Test
    void allCombinationsAreJudgedAndEveryPossibleVerdictOccurs() {
        int each = Findings.ofScope().size();

        assertThat(RESULTS).hasSize(each * each * each);
        assertThat(RESULTS.values().stream().map(Verdicts::verdictOf).collect(Collectors.toSet()))
                // Every reason except the two for invalid input and INTERRUPTED, and VERIFIED.
                .hasSize(Rejected.Reason.values().length - 2 + Inconclusive.Reason.values().length - 1 + 1);
    }

    @Test
    void aRejectionRestsOnAnAnswerThatIsKnownToComeFromAzureDevOps() {
        assertEach((findings, result) ->
                !result.isRejected() || FROM_AZURE_DEVOPS.contains(findings.get(indexOfBasis(result))));
    }

    /** The reason may change, and a rejection may become inconclusive, but no other result becomes a rejection. */
    @Test
    void anUninformativeAnswerTurnsNoResultIntoARejection() {
        assertEach((findings, result) -> result.isRejected()
                || replacements(findings).stream()
                        .noneMatch(changed ->
                                Objects.requireNonNull(RESULTS.get(changed)).isRejected()));
    }

    private static List<List<String>> replacements(List<String> findings) {
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            for (String replacement : UNINFORMATIVE) {
                List<String> changed = new ArrayList<>(findings);
                changed.set(i, replacement);
                all.add(changed);
            }
        }
        return all;
    }

    @Test
    void aResultIsVerifiedIfAndOnlyIfTheUserAndEveryScopeAreProved() {
        Set<String> failed =
                Set.of("UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "BAD_REQUEST", "REFUSED_BY_UNKNOWN_SENDER");
        assertEach((findings, result) -> {
            boolean granted = findings.stream().skip(1).allMatch(name -> name.startsWith("GRANTED"));
            boolean user = findings.get(0).equals("NAMED_USER")
                    || (failed.contains(findings.get(0)) && findings.contains(GRANTED_TO_USER));
            return result.isVerified() == (granted && user);
        });
    }

    @Test
    void aVerifiedConnectionHasTheUserOfTheFirstAnswerThatNamesOne() {
        assertEach((findings, result) -> {
            if (!result.isVerified()) {
                return true;
            }
            AzureDevOpsConnection connection = result.orElseThrow();
            boolean named = findings.get(0).equals("NAMED_USER");
            int first = named ? 0 : findings.indexOf(GRANTED_TO_USER);
            return connection.user().equals(Findings.user(PROBES.get(first)))
                    && connection.organizationId().isPresent() == named
                    && connection.organizationUrl().equals(Findings.REQUEST.organizationUrl());
        });
    }

    @Test
    void aPreferredScopeChangesNeitherTheTypeNorTheReason() {
        assertEach((findings, result) -> {
            VerificationResult without = Findings.judge(findings.get(0), findings.get(1));
            VerificationResult preferred = Findings.judge(
                    findings.get(0),
                    Map.of(PROJECT_AND_TEAM_READ, findings.get(1)),
                    Map.of(CODE_READ, findings.get(2)));
            return verdictOf(preferred).equals(verdictOf(without))
                    && basis(preferred).equals(basis(without))
                    && preferred.httpStatus().equals(without.httpStatus());
        });
    }

    @Test
    void theMissingScopesAreThoseAnsweredWith401OrTheSignInPage() {
        assertEach((findings, result) -> {
            if (!verdictOf(result).equals("MISSING_SCOPE")) {
                return !(result instanceof Rejected)
                        || ((Rejected) result).missingScopes().isEmpty();
            }
            List<TokenScope> missing = new ArrayList<>();
            for (int i = 1; i < PROBES.size(); i++) {
                if (findings.get(i).equals("UNAUTHORIZED") || findings.get(i).equals("SIGN_IN")) {
                    missing.add(PROBES.get(i).scope().orElseThrow());
                }
            }
            return List.copyOf(((Rejected) result).missingScopes()).equals(missing)
                    && basis(result).equals(missing.get(0).name());
        });
    }

    /** Status, activity id and cause come from the first answer with the verdict's reason, if there is one. */
    @Test
    void aResultRestsOnTheFirstAnswerThatGaveTheReason() {
        assertEach((findings, result) -> {
            int index = indexOfBasis(result);
            int first = findings.indexOf(verdictOf(result));
            int answer = result.isVerified() ? 0 : index;
            OptionalInt status = finding(PROBES.get(answer), findings.get(answer))
                    .diagnostics()
                    .httpStatus();
            return hasOneBasis(result, status) && (first < 0 || first == index);
        });
    }

    private static boolean hasOneBasis(VerificationResult result, OptionalInt status) {
        return result.match(
                verified -> verified.httpStatus().equals(status),
                rejected ->
                        rejected.httpStatus().equals(status) && rejected.cause().isEmpty(),
                inconclusive -> inconclusive.httpStatus().equals(status)
                        && inconclusive.cause().isPresent() == status.isEmpty());
    }

    @Test
    void retryAfterIsTheLongestTimeToWaitOfAllAnswers() {
        assertEach((findings, result) -> {
            Duration longest = IntStream.range(0, PROBES.size())
                    .mapToObj(i -> finding(PROBES.get(i), findings.get(i)).retryAfter())
                    .flatMap(Optional::stream)
                    .max(Duration::compareTo)
                    .orElse(null);
            return Objects.equals(result.retryAfter().orElse(null), longest);
        });
    }

    /** Returns the index of the probe on whose answer a rejection or an inconclusive result is based. */
    private static int indexOfBasis(VerificationResult result) {
        return PROBES.stream().map(Probe::toString).collect(Collectors.toList()).indexOf(basis(result));
    }

    private static void assertEach(BiPredicate<List<String>, VerificationResult> property) {
        List<String> broken = RESULTS.entrySet().stream()
                .filter(entry -> !property.test(entry.getKey(), entry.getValue()))
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .sorted()
                .limit(10)
                .collect(Collectors.toList());

        assertThat(broken).isEmpty();
    }
}
