package io.github.azuredevopsconnector;

import io.github.azuredevopsconnector.Finding.Meaning;
import io.github.azuredevopsconnector.VerificationResult.Inconclusive;
import io.github.azuredevopsconnector.VerificationResult.Rejected;
import io.github.azuredevopsconnector.VerificationResult.Verified;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the findings about both probes mean together. */
final class Verdict {

    /** Refusals that say why. */
    private static final Map<Meaning, Rejected.Reason> TELLING_REFUSALS = Map.of(
            Meaning.EXPIRED, Rejected.Reason.TOKEN_EXPIRED,
            Meaning.GLOBAL_TOKEN_PROHIBITED, Rejected.Reason.GLOBAL_TOKEN_PROHIBITED,
            Meaning.CONDITIONAL_ACCESS, Rejected.Reason.CONDITIONAL_ACCESS,
            Meaning.ORGANIZATION_DEACTIVATED, Rejected.Reason.ORGANIZATION_DEACTIVATED,
            Meaning.NOT_A_MEMBER, Rejected.Reason.NOT_A_MEMBER,
            Meaning.PERMISSION_MISSING, Rejected.Reason.ACCESS_DENIED);

    /** What there is when Azure DevOps does not answer, nor anybody who stands in for it. */
    private static final Map<Meaning, Inconclusive.Reason> NO_ANSWERS = Map.of(
            Meaning.TIMED_OUT, Inconclusive.Reason.TIMED_OUT,
            Meaning.UNREACHABLE, Inconclusive.Reason.UNREACHABLE,
            Meaning.TLS_FAILURE, Inconclusive.Reason.TLS_FAILURE,
            Meaning.PROXY_AUTHENTICATION_REQUIRED, Inconclusive.Reason.PROXY_AUTHENTICATION_REQUIRED);

    private final Finding connectionData;
    private final Finding projects;
    private final RequestTemplate request;

    private Verdict(Finding connectionData, Finding projects, RequestTemplate request) {
        this.connectionData = connectionData;
        this.projects = projects;
        this.request = request;
    }

    static VerificationResult of(Finding connectionData, Finding projects, RequestTemplate request) {
        return new Verdict(connectionData, projects, request).result();
    }

    /** Whether the other answer could add so little that it is not worth waiting for, should it hang. */
    static boolean isSettledBy(Meaning meaning) {
        return TELLING_REFUSALS.containsKey(meaning) || meaning == Meaning.ANONYMOUS_USER;
    }

    /** The table: the first row that fits. */
    private VerificationResult result() {
        Finding c = connectionData;
        Finding p = projects;

        // A refusal that says why counts even beside an outage of the other probe.
        for (Finding finding : List.of(c, p)) {
            Rejected.Reason told = TELLING_REFUSALS.get(finding.meaning());
            if (told != null) {
                return rejected(told, finding);
            }
        }
        // An organization with public projects serves anybody: the token went unnoticed.
        if (c.is(Meaning.ANONYMOUS_USER)) {
            return rejected(Rejected.Reason.TOKEN_REJECTED, c);
        }

        if (c.is(Meaning.NAMED_USER) && p.is(Meaning.PROJECTS)) {
            return verified(c);
        }
        // The token lives, so the refusal is about what it may do.
        if (c.is(Meaning.NAMED_USER) && (isChallenge(p) || p.is(Meaning.FORBIDDEN))) {
            return rejected(Rejected.Reason.MISSING_SCOPE, p);
        }
        if (c.is(Meaning.NOT_FOUND) && p.is(Meaning.NOT_FOUND)) {
            return rejected(Rejected.Reason.ORGANIZATION_NOT_FOUND, c, p);
        }
        // Connection data are undocumented, and may go away one day.
        if (isRefusalWithoutReason(c) && p.is(Meaning.PROJECTS) && p.user().isPresent()) {
            return verified(p);
        }
        if (isChallenge(c) && isChallenge(p)) {
            return rejected(Rejected.Reason.TOKEN_REJECTED, c);
        }
        if (c.is(Meaning.FORBIDDEN) && p.is(Meaning.FORBIDDEN)) {
            return rejected(Rejected.Reason.ACCESS_DENIED, c);
        }
        if (c.is(Meaning.NOT_FOUND) && isChallenge(p)) {
            return rejected(Rejected.Reason.TOKEN_REJECTED, c, p);
        }

        if (c.is(Meaning.THROTTLED) || p.is(Meaning.THROTTLED)) {
            return inconclusive(Inconclusive.Reason.RATE_LIMITED, c.is(Meaning.THROTTLED) ? c : p, longerWait());
        }
        if (c.is(Meaning.UNAVAILABLE) || p.is(Meaning.UNAVAILABLE)) {
            return inconclusive(
                    Inconclusive.Reason.SERVICE_UNAVAILABLE, c.is(Meaning.UNAVAILABLE) ? c : p, longerWait());
        }
        for (Finding finding : c.is(Meaning.TIMED_OUT) ? List.of(p, c) : List.of(c, p)) { // a timeout tells less
            Inconclusive.Reason obstacle = NO_ANSWERS.get(finding.meaning());
            if (obstacle != null) {
                return inconclusive(obstacle, finding, null);
            }
        }
        return inconclusive(Inconclusive.Reason.UNEXPECTED_RESPONSE, c.is(Meaning.NAMED_USER) ? p : c, null);
    }

    private static boolean isChallenge(Finding finding) {
        return finding.is(Meaning.UNAUTHORIZED) || finding.is(Meaning.SIGN_IN);
    }

    private static boolean isRefusalWithoutReason(Finding finding) {
        return finding.is(Meaning.BAD_REQUEST)
                || finding.is(Meaning.UNAUTHORIZED)
                || finding.is(Meaning.FORBIDDEN)
                || finding.is(Meaning.NOT_FOUND);
    }

    private VerificationResult verified(Finding who) {
        return new Verified(new AzureDevOpsConnection(
                request, who.user().orElseThrow(), who.organizationId().orElse(null)));
    }

    /**
     * Rejects, if Azure DevOps said so itself. A captive portal, a proxy or a web filter answers with any status, and
     * nothing that such a page says is about the credentials.
     *
     * @param basis the answer that the rejection rests on, which the result tells about
     * @param more further answers without which it would not hold
     */
    private VerificationResult rejected(Rejected.Reason reason, Finding basis, Finding... more) {
        return basis.marked() && Stream.of(more).allMatch(Finding::marked)
                ? Rejected.of(reason, request, basis.httpStatus(), basis.activityId())
                : inconclusive(Inconclusive.Reason.UNEXPECTED_RESPONSE, basis, null);
    }

    private static VerificationResult inconclusive(
            Inconclusive.Reason reason, Finding basis, @Nullable Duration retryAfter) {
        return new Inconclusive(
                reason,
                retryAfter,
                basis.httpStatus(),
                basis.activityId(),
                basis.cause().orElse(null));
    }

    private @Nullable Duration longerWait() {
        return Stream.of(connectionData, projects)
                .flatMap(finding -> finding.retryAfter().stream())
                .max(Duration::compareTo)
                .orElse(null);
    }
}
