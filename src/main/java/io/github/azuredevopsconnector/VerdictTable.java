package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Finding.Meaning.ANONYMOUS_USER;
import static io.github.azuredevopsconnector.Finding.Meaning.BAD_REQUEST;
import static io.github.azuredevopsconnector.Finding.Meaning.FORBIDDEN;
import static io.github.azuredevopsconnector.Finding.Meaning.GRANTED;
import static io.github.azuredevopsconnector.Finding.Meaning.NAMED_USER;
import static io.github.azuredevopsconnector.Finding.Meaning.NOT_FOUND;
import static io.github.azuredevopsconnector.Finding.Meaning.REFUSED_BY_UNKNOWN_SENDER;
import static io.github.azuredevopsconnector.Finding.Meaning.SIGN_IN;
import static io.github.azuredevopsconnector.Finding.Meaning.UNAUTHORIZED;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Combines the findings into one result. There is one finding about the owner of the token, and one about each scope.
 *
 * <p>{@link #result()} lists the rows of the table, one method each. The first row that returns a result decides. A
 * rejection rests on an answer that Azure DevOps is known to have sent, or on connection data that names the anonymous
 * user. {@link AnswerReader} reads any other refusal as {@link Finding.Meaning#REFUSED_BY_UNKNOWN_SENDER}, and no row
 * rejects because of that.
 *
 * <p>The rows ignore the findings about preferred scopes. Those add only to the scopes and the message of a verified
 * result, and to {@code retryAfter} of every result.
 */
final class VerdictTable {

    private static final Probe PROJECTS = TokenScope.PROJECT_AND_TEAM_READ.probe();

    /** The inconclusive reasons, by precedence. Within a set, the order of the probes decides. */
    private static final List<Set<Inconclusive.Reason>> INCONCLUSIVE_BY_PRECEDENCE = List.of(
            EnumSet.of(Inconclusive.Reason.RATE_LIMITED),
            EnumSet.of(Inconclusive.Reason.SERVICE_UNAVAILABLE),
            EnumSet.of(
                    Inconclusive.Reason.UNREACHABLE,
                    Inconclusive.Reason.TLS_FAILURE,
                    Inconclusive.Reason.PROXY_AUTHENTICATION_REQUIRED),
            EnumSet.of(Inconclusive.Reason.TIMED_OUT),
            EnumSet.of(Inconclusive.Reason.UNEXPECTED_RESPONSE));

    private final RequestTemplate request;
    private final Probes probes;
    private final Map<Probe, Finding> findings;
    /** In order of precedence: the owner of the token, projects, and the other scopes in declaration order. */
    private final List<Probe> required = new ArrayList<>();

    private final List<Probe> preferred = new ArrayList<>();
    private final Finding caller;
    private final Finding projects;
    /** The user in connection data, otherwise the user in the first answer that grants a scope, or null. */
    private final @Nullable AuthenticatedUser owner;

    private VerdictTable(RequestTemplate request, Probes probes, Map<Probe, Finding> findings) {
        this.request = request;
        this.probes = probes;
        this.findings = findings;
        for (Probe probe : probes.all()) {
            (probes.isPreferred(probe) ? preferred : required).add(probe);
        }
        this.caller = finding(Probe.CALLER);
        this.projects = finding(PROJECTS);
        this.owner = findOwner();
    }

    /**
     * Returns the result of a call.
     *
     * @param findings one for each probe
     */
    static VerificationResult judge(RequestTemplate request, Probes probes, Map<Probe, Finding> findings) {
        return new VerdictTable(request, probes, findings).result();
    }

    /**
     * Returns whether this finding alone is enough for a result. The call then waits only briefly for the other
     * answers, which may give a more specific reason.
     */
    static boolean isDecidedBy(Probes probes, Probe probe, Finding finding) {
        return !probes.isPreferred(probe)
                && (finding.is(ANONYMOUS_USER) || rejection(probe, finding).isPresent());
    }

    /**
     * Returns the reason for a rejection, if the answer gives one. Ignores "not a member" except in the answers about
     * the owner and projects, because a member without a license receives it for other scopes.
     */
    private static Optional<Rejected.Reason> rejection(Probe probe, Finding finding) {
        return finding.is(Rejected.Reason.NOT_A_MEMBER) && probe != Probe.CALLER && probe != PROJECTS
                ? Optional.empty()
                : finding.rejection();
    }

    /** Returns the result if the findings could not be judged. */
    static VerificationResult unreadable(Finding finding) {
        Inconclusive.Reason reason = Inconclusive.Reason.UNEXPECTED_RESPONSE;
        return new Inconclusive(reason, reason.message(null, null, OrganizationUrl.HOST), finding.diagnostics(), null);
    }

    private VerificationResult result() {
        return twoUsers()
                .or(this::explainedRefusal)
                .or(this::anonymous)
                .or(this::missingScopes)
                .or(this::denied)
                .or(this::refused)
                .or(this::inconclusive)
                .orElseGet(this::verified);
    }

    /** Two answers name different users, because a cache or a proxy has mixed them up. */
    private Optional<VerificationResult> twoUsers() {
        AuthenticatedUser first = null;
        for (Probe probe : required) {
            AuthenticatedUser user = finding(probe).user().orElse(first);
            if (first != null && user != null && !user.id().equals(first.id())) {
                return Optional.of(inconclusive(Inconclusive.Reason.UNEXPECTED_RESPONSE, probe));
            }
            first = user;
        }
        return Optional.empty();
    }

    private Optional<VerificationResult> explainedRefusal() {
        for (Probe probe : required) {
            Optional<Rejected.Reason> reason = rejection(probe, finding(probe));
            if (reason.isPresent()) {
                return Optional.of(rejected(reason.get(), finding(probe)));
            }
        }
        return Optional.empty();
    }

    /**
     * Connection data names the anonymous user. An organization with public projects sends it to everyone, so the token
     * was not accepted.
     */
    private Optional<VerificationResult> anonymous() {
        return caller.is(ANONYMOUS_USER)
                ? Optional.of(rejected(Rejected.Reason.TOKEN_REJECTED, caller))
                : Optional.empty();
    }

    /**
     * If connection data or an answer that grants a scope names the owner, the token is valid. Then a 401 without a
     * reason means that the scope is missing.
     */
    private Optional<VerificationResult> missingScopes() {
        Set<TokenScope> missing = scopesOf(required, VerdictTable::isUnauthenticated);
        if (owner == null || missing.isEmpty()) {
            return Optional.empty();
        }
        Finding first = finding(missing.iterator().next().probe());
        return Optional.of(new Rejected(
                missing, helpPage(Rejected.Reason.MISSING_SCOPE, first), first.diagnostics(), longestWait()));
    }

    /** The token is valid and has the scope. Its owner lacks a permission or a license, or tokens are not allowed. */
    private Optional<VerificationResult> denied() {
        for (Probe probe : required) {
            Finding finding = finding(probe);
            Optional<TokenScope> scope = probe.scope();
            if (scope.isPresent() && isDenied(finding)) {
                return Optional.of(
                        probe == PROJECTS
                                ? rejected(Rejected.Reason.ACCESS_DENIED, finding)
                                : rejected(
                                        Rejected.Reason.ACCESS_DENIED,
                                        Rejected.Reason.accessDenied(scope.get()),
                                        finding));
            }
        }
        return Optional.empty();
    }

    private boolean isDenied(Finding finding) {
        return (finding.is(FORBIDDEN) && owner != null)
                // The user is a member, but has no license for the resources of the scope.
                || (finding.is(Rejected.Reason.NOT_A_MEMBER) && projects.is(GRANTED));
    }

    /**
     * The requests for connection data and projects were both refused, without a reason. Microsoft may have removed
     * connection data, so a 404 for it alone says nothing.
     */
    private Optional<VerificationResult> refused() {
        if (caller.is(NOT_FOUND) && projects.is(NOT_FOUND)) {
            return Optional.of(rejected(Rejected.Reason.ORGANIZATION_NOT_FOUND, caller));
        }
        if ((isUnauthenticated(caller) || caller.is(NOT_FOUND)) && isUnauthenticated(projects)) {
            return Optional.of(rejected(Rejected.Reason.TOKEN_REJECTED, isUnauthenticated(caller) ? caller : projects));
        }
        if (caller.is(FORBIDDEN) && projects.is(FORBIDDEN)) {
            return Optional.of(rejected(Rejected.Reason.ACCESS_DENIED, caller));
        }
        return Optional.empty();
    }

    private static boolean isUnauthenticated(Finding finding) {
        return finding.is(UNAUTHORIZED) || finding.is(SIGN_IN);
    }

    private Optional<VerificationResult> inconclusive() {
        for (Set<Inconclusive.Reason> reasons : INCONCLUSIVE_BY_PRECEDENCE) {
            for (Probe probe : required) {
                Optional<Inconclusive.Reason> reason = finding(probe).inconclusive();
                if (reason.isPresent() && reasons.contains(reason.get())) {
                    return Optional.of(inconclusive(reason.get(), probe));
                }
            }
        }
        for (Probe probe : required) {
            if (probe == Probe.CALLER ? !isOwnerKnown() : !finding(probe).is(GRANTED)) {
                return Optional.of(inconclusive(Inconclusive.Reason.UNEXPECTED_RESPONSE, probe));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns whether the owner of the token is known. Connection data is undocumented, and Microsoft may remove it. In
     * that case, the request is refused in one of these ways, and the header of another answer names the owner.
     */
    private boolean isOwnerKnown() {
        return caller.is(NAMED_USER)
                || (owner != null
                        && (caller.is(BAD_REQUEST)
                                || caller.is(UNAUTHORIZED)
                                || caller.is(NOT_FOUND)
                                || caller.is(FORBIDDEN)
                                || caller.is(REFUSED_BY_UNKNOWN_SENDER)));
    }

    private @Nullable AuthenticatedUser findOwner() {
        for (Probe probe : required) {
            Finding finding = finding(probe);
            if (finding.user().isPresent() && (finding.is(NAMED_USER) || finding.is(GRANTED))) {
                return finding.user().get();
            }
        }
        return null;
    }

    private VerificationResult verified() {
        AuthenticatedUser user = Objects.requireNonNull(owner);
        Predicate<Finding> isAboutOwner = finding ->
                finding.user().filter(other -> !other.id().equals(user.id())).isEmpty();

        Set<TokenScope> proved = EnumSet.copyOf(probes.requiredScopes());
        proved.addAll(scopesOf(preferred, isAboutOwner.and(finding -> finding.is(GRANTED))));
        for (TokenScope scope : EnumSet.copyOf(proved)) {
            scope.lower().filter(probes.preferredScopes()::contains).ifPresent(proved::add);
        }
        Set<TokenScope> missing = scopesOf(preferred, isAboutOwner.and(VerdictTable::isUnauthenticated));
        missing.removeAll(proved);

        return new Verified(
                new AzureDevOpsConnection(request, user, caller.organizationId()),
                proved,
                Verified.message(
                        request.organizationUrl(), projects.detail() != Finding.Detail.NO_PROJECT_VISIBLE, missing),
                caller.diagnostics(),
                longestWait());
    }

    private Finding finding(Probe probe) {
        return Objects.requireNonNull(findings.get(probe));
    }

    private Set<TokenScope> scopesOf(List<Probe> some, Predicate<Finding> property) {
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        for (Probe probe : some) {
            if (property.test(finding(probe))) {
                probe.scope().ifPresent(scopes::add);
            }
        }
        return scopes;
    }

    private VerificationResult rejected(Rejected.Reason reason, Finding finding) {
        String message = reason == Rejected.Reason.TOKEN_REJECTED
                ? Rejected.Reason.tokenRejected(request.token().shape().hint())
                : reason.message(request.organizationUrl(), finding.detail());
        return rejected(reason, message, finding);
    }

    private VerificationResult rejected(Rejected.Reason reason, String message, Finding finding) {
        return new Rejected(reason, message, helpPage(reason, finding), finding.diagnostics(), longestWait());
    }

    private Optional<URI> helpPage(Rejected.Reason reason, Finding finding) {
        return reason.helpPage(request.organizationUrl(), finding.detail());
    }

    private VerificationResult inconclusive(Inconclusive.Reason reason, Probe probe) {
        Finding finding = finding(probe);
        Duration wait = longestWait();
        if (wait == null && reason == Inconclusive.Reason.RATE_LIMITED) {
            wait = longest(Finding::rateLimitReset);
        }
        String message = reason.message(finding.detail(), wait, probe.host());
        return new Inconclusive(reason, message, finding.diagnostics(), wait);
    }

    private @Nullable Duration longestWait() {
        return longest(Finding::retryAfter);
    }

    private @Nullable Duration longest(Function<Finding, Optional<Duration>> wait) {
        return findings.values().stream()
                .flatMap(finding -> wait.apply(finding).stream())
                .max(Duration::compareTo)
                .orElse(null);
    }
}
