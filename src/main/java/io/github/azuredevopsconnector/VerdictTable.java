package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Finding.Meaning.ANONYMOUS_USER;
import static io.github.azuredevopsconnector.Finding.Meaning.BAD_REQUEST;
import static io.github.azuredevopsconnector.Finding.Meaning.FORBIDDEN;
import static io.github.azuredevopsconnector.Finding.Meaning.GRANTED;
import static io.github.azuredevopsconnector.Finding.Meaning.NAMED_USER;
import static io.github.azuredevopsconnector.Finding.Meaning.NOT_FOUND;
import static io.github.azuredevopsconnector.Finding.Meaning.SIGN_IN;
import static io.github.azuredevopsconnector.Finding.Meaning.UNAUTHORIZED;
import static io.github.azuredevopsconnector.Finding.Meaning.UNMARKED_REFUSAL;
import static io.github.azuredevopsconnector.TokenScope.PROJECT_AND_TEAM_READ;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what the findings mean together: the one about the caller, and one about each scope.
 *
 * <p>The first row that fits decides. A rejection rests on an answer that has a mark of Azure DevOps, or on connection
 * data that name the anonymous user: {@link AnswerReader} reads a refusal without a mark as {@link
 * Finding.Meaning#UNMARKED_REFUSAL}, and no row rejects for that.
 */
final class VerdictTable {

    /**
     * What keeps a result from being verified, the most telling first. Within a set, the order of the probes decides.
     */
    private static final List<Set<Inconclusive.Reason>> OBSTACLES = List.of(
            EnumSet.of(Inconclusive.Reason.RATE_LIMITED),
            EnumSet.of(Inconclusive.Reason.SERVICE_UNAVAILABLE),
            EnumSet.of(
                    Inconclusive.Reason.UNREACHABLE,
                    Inconclusive.Reason.TLS_FAILURE,
                    Inconclusive.Reason.PROXY_AUTHENTICATION_REQUIRED),
            EnumSet.of(Inconclusive.Reason.TIMED_OUT));

    private final RequestTemplate request;
    private final Finding who;
    private final EnumMap<TokenScope, Finding> scopes;
    private final Finding projects;
    /** All findings, in the order in which their probes count: connection data, then the scopes as in the enum. */
    private final List<Finding> all = new ArrayList<>();

    private VerdictTable(RequestTemplate request, Finding who, EnumMap<TokenScope, Finding> scopes) {
        this.request = request;
        this.who = who;
        this.scopes = scopes;
        this.projects = Objects.requireNonNull(scopes.get(PROJECT_AND_TEAM_READ));
        all.add(who);
        all.addAll(scopes.values());
    }

    /** Returns the verdict on the caller and the scopes, which include {@link TokenScope#PROJECT_AND_TEAM_READ}. */
    static VerificationResult judge(RequestTemplate request, Finding who, EnumMap<TokenScope, Finding> scopes) {
        return new VerdictTable(request, who, scopes).result();
    }

    /**
     * Returns whether this finding decides the verdict alone, so that an answer that hangs need not be waited for. In
     * the answer about a scope, "not a member" can mean a member without a license, and decides nothing.
     */
    static boolean isDecidedBy(@Nullable TokenScope scope, Finding finding) {
        boolean aboutLicense =
                scope != null && scope != PROJECT_AND_TEAM_READ && finding.is(Rejected.Reason.NOT_A_MEMBER);
        return finding.is(ANONYMOUS_USER) || (finding.meaning() instanceof Rejected.Reason && !aboutLicense);
    }

    /** Returns the verdict if the answers could not even be read. */
    static VerificationResult unreadable(Finding finding) {
        Inconclusive.Reason reason = Inconclusive.Reason.UNEXPECTED_RESPONSE;
        return new Inconclusive(reason, reason.message(null, null, OrganizationUrl.HOST), finding.basis(), null);
    }

    private VerificationResult result() {
        return telling()
                .or(this::anonymous)
                .or(this::missingScopes)
                .or(this::denied)
                .or(this::refused)
                .or(this::obstacle)
                .orElseGet(this::verified);
    }

    private Optional<VerificationResult> telling() {
        return telling(null, who)
                .or(() -> scopes.entrySet().stream()
                        .flatMap(entry -> telling(entry.getKey(), entry.getValue()).stream())
                        .findFirst());
    }

    private Optional<VerificationResult> telling(@Nullable TokenScope scope, Finding finding) {
        return finding.meaning() instanceof Rejected.Reason && isDecidedBy(scope, finding)
                ? Optional.of(rejected((Rejected.Reason) finding.meaning(), finding))
                : Optional.empty();
    }

    /**
     * An organization with public projects serves everyone, so the answer does not mean that the token was accepted.
     */
    private Optional<VerificationResult> anonymous() {
        return who.is(ANONYMOUS_USER) ? Optional.of(rejected(Rejected.Reason.TOKEN_REJECTED, who)) : Optional.empty();
    }

    /**
     * If an answer names the owner, the token is valid. Then a 401 without a reason means that the scope is missing.
     */
    private Optional<VerificationResult> missingScopes() {
        Map<TokenScope, Finding> missing = new EnumMap<>(scopes);
        missing.values().removeIf(finding -> !isChallenge(finding));
        return user().flatMap(owner -> missing.values().stream().findFirst())
                .map(first -> new Rejected(
                        missing.keySet(),
                        helpPage(Rejected.Reason.MISSING_SCOPE, first),
                        first.basis(),
                        longestWait()));
    }

    /** The token is valid and has the scope, so its owner lacks a permission or a license. */
    private Optional<VerificationResult> denied() {
        return scopes.entrySet().stream()
                .filter(entry -> isDenied(entry.getKey(), entry.getValue()))
                .findFirst()
                .map(entry -> denied(entry.getKey(), entry.getValue()));
    }

    private boolean isDenied(TokenScope scope, Finding finding) {
        return (finding.is(FORBIDDEN) && user().isPresent())
                // A member without a license for what the scope is about.
                || (finding.is(Rejected.Reason.NOT_A_MEMBER) && scope != PROJECT_AND_TEAM_READ && projects.is(GRANTED));
    }

    private VerificationResult denied(TokenScope scope, Finding finding) {
        return scope == PROJECT_AND_TEAM_READ
                ? rejected(Rejected.Reason.ACCESS_DENIED, finding)
                : rejected(Rejected.Reason.ACCESS_DENIED, Rejected.Reason.accessDenied(scope), finding);
    }

    /** Connection data and projects were both refused, without a reason. */
    private Optional<VerificationResult> refused() {
        if (who.is(NOT_FOUND) && projects.is(NOT_FOUND)) {
            return Optional.of(rejected(Rejected.Reason.ORGANIZATION_NOT_FOUND, who));
        }
        if ((isChallenge(who) || who.is(NOT_FOUND)) && isChallenge(projects)) {
            return Optional.of(rejected(Rejected.Reason.TOKEN_REJECTED, who));
        }
        if (who.is(FORBIDDEN) && projects.is(FORBIDDEN)) {
            return Optional.of(rejected(Rejected.Reason.ACCESS_DENIED, who));
        }
        return Optional.empty();
    }

    private static boolean isChallenge(Finding finding) {
        return finding.is(UNAUTHORIZED) || finding.is(SIGN_IN);
    }

    private Optional<VerificationResult> obstacle() {
        for (Set<Inconclusive.Reason> obstacles : OBSTACLES) {
            for (Finding finding : all) {
                if (obstacles.contains(finding.meaning())) {
                    return Optional.of(inconclusive((Inconclusive.Reason) finding.meaning(), finding));
                }
            }
        }
        return all.stream()
                .filter(finding -> finding.is(Inconclusive.Reason.UNEXPECTED_RESPONSE))
                .findFirst()
                .or(() -> all.stream().filter(this::provesNothing).findFirst())
                .map(finding -> inconclusive(Inconclusive.Reason.UNEXPECTED_RESPONSE, finding));
    }

    private boolean provesNothing(Finding finding) {
        return finding == who ? !isOwnerProved() : !finding.is(GRANTED);
    }

    /**
     * Connection data are undocumented, and may go away one day: then the header of another answer proves the owner.
     */
    private boolean isOwnerProved() {
        return who.is(NAMED_USER)
                || (user().isPresent()
                        && (who.is(BAD_REQUEST)
                                || who.is(UNAUTHORIZED)
                                || who.is(NOT_FOUND)
                                || who.is(FORBIDDEN)
                                || who.is(UNMARKED_REFUSAL)));
    }

    private Optional<AuthenticatedUser> user() {
        return all.stream().flatMap(finding -> finding.user().stream()).findFirst();
    }

    private VerificationResult verified() {
        return new Verified(
                new AzureDevOpsConnection(request, user().orElseThrow(), who.organizationId()),
                projects.detail() != Finding.Detail.NO_PROJECT_VISIBLE,
                longestWait());
    }

    private VerificationResult rejected(Rejected.Reason reason, Finding basis) {
        String message = reason == Rejected.Reason.TOKEN_REJECTED
                ? Rejected.Reason.tokenRejected(request.token().shape().hint())
                : reason.message(request.organizationUrl(), basis.detail());
        return rejected(reason, message, basis);
    }

    private VerificationResult rejected(Rejected.Reason reason, String message, Finding basis) {
        return new Rejected(reason, message, helpPage(reason, basis), basis.basis(), longestWait());
    }

    private Optional<URI> helpPage(Rejected.Reason reason, Finding basis) {
        return reason.helpPage(basis.detail()).of(request.organizationUrl());
    }

    private VerificationResult inconclusive(Inconclusive.Reason reason, Finding basis) {
        Duration wait = longestWait();
        return new Inconclusive(
                reason, reason.message(basis.detail(), wait, OrganizationUrl.HOST), basis.basis(), wait);
    }

    private @Nullable Duration longestWait() {
        return all.stream()
                .flatMap(finding -> finding.retryAfter().stream())
                .max(Duration::compareTo)
                .orElse(null);
    }
}
