package io.github.azuredevopsconnector;

import io.github.azuredevopsconnector.Finding.Meaning;
import io.github.azuredevopsconnector.VerificationResult.Inconclusive;
import io.github.azuredevopsconnector.VerificationResult.Rejected;
import io.github.azuredevopsconnector.VerificationResult.Verified;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the findings about both probes mean together. */
final class Verdict {

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

    /** The table: the first row that fits. */
    private VerificationResult result() {
        Finding c = connectionData;
        Finding p = projects;

        // A refusal that says why counts even beside an outage of the other probe.
        if (c.meaning().isTellingRefusal()) {
            return rejected(reasonOf(c.meaning()), c);
        }
        if (p.meaning().isTellingRefusal()) {
            return rejected(reasonOf(p.meaning()), p);
        }
        // An organization with public projects serves anybody: the token went unnoticed.
        if (c.is(Meaning.ANONYMOUS_USER)) {
            return rejected(Rejected.Reason.TOKEN_REJECTED, c);
        }

        if (c.is(Meaning.NAMED_USER) && p.is(Meaning.PROJECTS)) {
            return verified(c);
        }
        // The token lives, so the refusal is about what it may do.
        if (c.is(Meaning.NAMED_USER) && (p.meaning().isChallenge() || p.is(Meaning.FORBIDDEN))) {
            return rejected(Rejected.Reason.MISSING_SCOPE, p);
        }
        if (c.is(Meaning.NOT_FOUND) && p.is(Meaning.NOT_FOUND)) {
            return rejected(Rejected.Reason.ORGANIZATION_NOT_FOUND, c, p);
        }
        // Connection data are undocumented, and may go away one day.
        if (isRefusalWithoutReason(c.meaning())
                && p.is(Meaning.PROJECTS)
                && p.user().isPresent()) {
            return verified(p);
        }
        if (c.meaning().isChallenge() && p.meaning().isChallenge()) {
            return rejected(Rejected.Reason.TOKEN_REJECTED, c);
        }
        if (c.is(Meaning.FORBIDDEN) && p.is(Meaning.FORBIDDEN)) {
            return rejected(Rejected.Reason.ACCESS_DENIED, c);
        }
        if (c.is(Meaning.NOT_FOUND) && p.meaning().isChallenge()) {
            return rejected(Rejected.Reason.TOKEN_REJECTED, c, p);
        }

        if (c.is(Meaning.THROTTLED) || p.is(Meaning.THROTTLED)) {
            return inconclusive(Inconclusive.Reason.RATE_LIMITED, c.is(Meaning.THROTTLED) ? c : p, longerWait());
        }
        if (c.is(Meaning.UNAVAILABLE) || p.is(Meaning.UNAVAILABLE)) {
            return inconclusive(
                    Inconclusive.Reason.SERVICE_UNAVAILABLE, c.is(Meaning.UNAVAILABLE) ? c : p, longerWait());
        }
        if (c.meaning().isNoAnswer() || p.meaning().isNoAnswer()) {
            // Of two, a timeout tells less.
            boolean other = !c.meaning().isNoAnswer()
                    || (c.is(Meaning.TIMED_OUT) && p.meaning().isNoAnswer());
            Finding basis = other ? p : c;
            return inconclusive(obstacleOf(basis.meaning()), basis, null);
        }
        return inconclusive(Inconclusive.Reason.UNEXPECTED_RESPONSE, c.is(Meaning.NAMED_USER) ? p : c, null);
    }

    private static boolean isRefusalWithoutReason(Meaning meaning) {
        return meaning == Meaning.BAD_REQUEST
                || meaning == Meaning.UNAUTHORIZED
                || meaning == Meaning.FORBIDDEN
                || meaning == Meaning.NOT_FOUND;
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

    private static Rejected.Reason reasonOf(Meaning refusal) {
        switch (refusal) {
            case EXPIRED:
                return Rejected.Reason.TOKEN_EXPIRED;
            case GLOBAL_TOKEN_PROHIBITED:
                return Rejected.Reason.GLOBAL_TOKEN_PROHIBITED;
            case CONDITIONAL_ACCESS:
                return Rejected.Reason.CONDITIONAL_ACCESS;
            case ORGANIZATION_DEACTIVATED:
                return Rejected.Reason.ORGANIZATION_DEACTIVATED;
            case NOT_A_MEMBER:
                return Rejected.Reason.NOT_A_MEMBER;
            default:
                return Rejected.Reason.ACCESS_DENIED;
        }
    }

    private static Inconclusive.Reason obstacleOf(Meaning noAnswer) {
        switch (noAnswer) {
            case TIMED_OUT:
                return Inconclusive.Reason.TIMED_OUT;
            case TLS_FAILURE:
                return Inconclusive.Reason.TLS_FAILURE;
            case PROXY_AUTHENTICATION_REQUIRED:
                return Inconclusive.Reason.PROXY_AUTHENTICATION_REQUIRED;
            default:
                return Inconclusive.Reason.UNREACHABLE;
        }
    }
}
