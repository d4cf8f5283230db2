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
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the findings mean together. There is one finding about the caller, and one about each scope.
 *
 * <p>The first row that applies decides. A rejection rests on an answer that Azure DevOps is known to have sent, or on
 * connection data that names the anonymous user. {@link AnswerReader} reads any other refusal as {@link
 * Finding.Meaning#REFUSED_BY_UNKNOWN_SENDER}, and no row rejects because of that.
 *
 * <p>The rows ignore the findings about preferred scopes, which only complete a verified result.
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
    /** In the order in which the probes count: the caller, projects, and the other scopes as in the enum. */
    private final Map<Probe, Finding> required = new LinkedHashMap<>();

    private final Map<Probe, Finding> preferred = new LinkedHashMap<>();
    private final Finding caller;
    private final Finding projects;

    private VerdictTable(RequestTemplate request, Probes probes, Map<Probe, Finding> findings) {
        this.request = request;
        this.probes = probes;
        for (Probe probe : probes.all()) {
            (probes.isPreferred(probe) ? preferred : required).put(probe, Objects.requireNonNull(findings.get(probe)));
        }
        this.caller = Objects.requireNonNull(required.get(Probe.CALLER));
        this.projects = Objects.requireNonNull(required.get(PROJECTS));
    }

    /**
     * Returns the verdict.
     *
     * @param findings one for each probe
     */
    static VerificationResult judge(RequestTemplate request, Probes probes, Map<Probe, Finding> findings) {
        return new VerdictTable(request, probes, findings).result();
    }

    /**
     * Returns whether this finding decides the verdict alone, so that there is no need to wait for the other answers.
     */
    static boolean isDecidedBy(Probes probes, Probe probe, Finding finding) {
        return !probes.isPreferred(probe)
                && (finding.is(ANONYMOUS_USER)
                        || explainedRefusal(probe, finding).isPresent());
    }

    /** Ignores "not a member" in an answer about a scope, because the user may be a member without a license. */
    private static Optional<Rejected.Reason> explainedRefusal(Probe probe, Finding finding) {
        return finding.rejection()
                .filter(reason -> reason != Rejected.Reason.NOT_A_MEMBER || probe == Probe.CALLER || probe == PROJECTS);
    }

    /** Returns the verdict if the answers could not be read. */
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
                .or(this::obstacle)
                .orElseGet(this::verified);
    }

    /** Two answers name different users, because a cache or a proxy has mixed them up. */
    private Optional<VerificationResult> twoUsers() {
        Optional<UUID> firstUser = required.values().stream()
                .flatMap(finding -> finding.user().stream())
                .map(AuthenticatedUser::id)
                .findFirst();
        return first((probe, finding) -> !firstUser.equals(
                        finding.user().map(AuthenticatedUser::id).or(() -> firstUser)))
                .map(entry -> inconclusive(Inconclusive.Reason.UNEXPECTED_RESPONSE, entry));
    }

    private Optional<VerificationResult> explainedRefusal() {
        return first((probe, finding) -> explainedRefusal(probe, finding).isPresent())
                .map(entry -> rejected(entry.getValue().rejection().orElseThrow(), entry.getValue()));
    }

    /**
     * Connection data names the anonymous user. An organization with public projects serves everyone, so the token was
     * not accepted.
     */
    private Optional<VerificationResult> anonymous() {
        return caller.is(ANONYMOUS_USER)
                ? Optional.of(rejected(Rejected.Reason.TOKEN_REJECTED, caller))
                : Optional.empty();
    }

    /**
     * If an answer names the owner, the token is valid. Then a 401 without a reason means that the scope is missing.
     */
    private Optional<VerificationResult> missingScopes() {
        Set<TokenScope> missing = scopesOf(required, VerdictTable::isUnauthenticated);
        return owner().flatMap(user -> missing.stream().findFirst())
                .map(scope -> Objects.requireNonNull(required.get(scope.probe())))
                .map(first -> new Rejected(
                        missing, helpPage(Rejected.Reason.MISSING_SCOPE, first), first.diagnostics(), longestWait()));
    }

    /** The token is valid and has the scope, so its owner lacks a permission or a license. */
    private Optional<VerificationResult> denied() {
        return first((probe, finding) -> probe != Probe.CALLER && isDenied(probe, finding))
                .map(entry -> entry.getKey() == PROJECTS
                        ? rejected(Rejected.Reason.ACCESS_DENIED, entry.getValue())
                        : rejected(
                                Rejected.Reason.ACCESS_DENIED,
                                Rejected.Reason.accessDenied(
                                        entry.getKey().scope().orElseThrow()),
                                entry.getValue()));
    }

    private boolean isDenied(Probe probe, Finding finding) {
        return (finding.is(FORBIDDEN) && owner().isPresent())
                // A member who has no license for the resources of the scope.
                || (finding.is(Rejected.Reason.NOT_A_MEMBER) && probe != PROJECTS && projects.is(GRANTED));
    }

    /** The requests for connection data and projects were both refused, without a reason. */
    private Optional<VerificationResult> refused() {
        if (caller.is(NOT_FOUND) && projects.is(NOT_FOUND)) {
            return Optional.of(rejected(Rejected.Reason.ORGANIZATION_NOT_FOUND, caller));
        }
        if ((isUnauthenticated(caller) || caller.is(NOT_FOUND)) && isUnauthenticated(projects)) {
            return Optional.of(rejected(Rejected.Reason.TOKEN_REJECTED, caller));
        }
        if (caller.is(FORBIDDEN) && projects.is(FORBIDDEN)) {
            return Optional.of(rejected(Rejected.Reason.ACCESS_DENIED, caller));
        }
        return Optional.empty();
    }

    private static boolean isUnauthenticated(Finding finding) {
        return finding.is(UNAUTHORIZED) || finding.is(SIGN_IN);
    }

    private Optional<VerificationResult> obstacle() {
        for (Set<Inconclusive.Reason> reasons : INCONCLUSIVE_BY_PRECEDENCE) {
            Optional<Map.Entry<Probe, Finding>> first = first((probe, finding) ->
                    finding.obstacle().filter(reasons::contains).isPresent());
            if (first.isPresent()) {
                return first.map(
                        entry -> inconclusive(entry.getValue().obstacle().orElseThrow(), entry));
            }
        }
        return first(this::provesNothing).map(entry -> inconclusive(Inconclusive.Reason.UNEXPECTED_RESPONSE, entry));
    }

    private boolean provesNothing(Probe probe, Finding finding) {
        return probe == Probe.CALLER ? !isOwnerProved() : !finding.is(GRANTED);
    }

    /**
     * Connection data is undocumented, so Microsoft may remove it. Then the header of another answer proves the owner.
     */
    private boolean isOwnerProved() {
        return caller.is(NAMED_USER)
                || (owner().isPresent()
                        && (caller.is(BAD_REQUEST)
                                || caller.is(UNAUTHORIZED)
                                || caller.is(NOT_FOUND)
                                || caller.is(FORBIDDEN)
                                || caller.is(REFUSED_BY_UNKNOWN_SENDER)));
    }

    /** Returns the user in connection data, or else the user in the first answer that grants a scope. */
    private Optional<AuthenticatedUser> owner() {
        return first((probe, finding) -> (finding.is(NAMED_USER) || finding.is(GRANTED))
                        && finding.user().isPresent())
                .flatMap(entry -> entry.getValue().user());
    }

    private VerificationResult verified() {
        AuthenticatedUser owner = owner().orElseThrow();
        Predicate<Finding> ofOwner = finding ->
                finding.user().filter(user -> !user.id().equals(owner.id())).isEmpty();

        Set<TokenScope> proved = EnumSet.copyOf(probes.requiredScopes());
        proved.addAll(scopesOf(preferred, ofOwner.and(finding -> finding.is(GRANTED))));
        for (TokenScope scope : EnumSet.copyOf(proved)) {
            scope.lower().filter(probes.preferredScopes()::contains).ifPresent(proved::add);
        }
        Set<TokenScope> missing = scopesOf(preferred, ofOwner.and(VerdictTable::isUnauthenticated));
        missing.removeAll(proved);

        OrganizationUrl organization = request.organizationUrl();
        return new Verified(
                new AzureDevOpsConnection(request, owner, caller.organizationId()),
                proved,
                Verified.message(organization, projects.detail() != Finding.Detail.NO_PROJECT_VISIBLE, missing),
                caller.diagnostics(),
                longestWait());
    }

    private static Set<TokenScope> scopesOf(Map<Probe, Finding> findings, Predicate<Finding> property) {
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        findings.forEach((probe, finding) ->
                probe.scope().filter(scope -> property.test(finding)).ifPresent(scopes::add));
        return scopes;
    }

    private Optional<Map.Entry<Probe, Finding>> first(BiPredicate<Probe, Finding> property) {
        return required.entrySet().stream()
                .filter(entry -> property.test(entry.getKey(), entry.getValue()))
                .findFirst();
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
        return reason.helpPage(finding.detail()).of(request.organizationUrl());
    }

    private VerificationResult inconclusive(Inconclusive.Reason reason, Map.Entry<Probe, Finding> entry) {
        Finding finding = entry.getValue();
        Duration wait = longestWait();
        if (wait == null && reason == Inconclusive.Reason.RATE_LIMITED) {
            wait = longest(Finding::rateLimitReset);
        }
        String message = reason.message(finding.detail(), wait, entry.getKey().host());
        return new Inconclusive(reason, message, finding.diagnostics(), wait);
    }

    private @Nullable Duration longestWait() {
        return longest(Finding::retryAfter);
    }

    private @Nullable Duration longest(Function<Finding, Optional<Duration>> wait) {
        return Stream.concat(required.values().stream(), preferred.values().stream())
                .flatMap(finding -> wait.apply(finding).stream())
                .max(Duration::compareTo)
                .orElse(null);
    }
}
