package io.github.azuredevopsconnector;

import io.github.azuredevopsconnector.Finding.Meaning;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Creates all findings that an answer can lead to, and judges them. Each finding differs from all others. */
final class Findings {

    /** Granted, with a header that names the user. */
    static final String GRANTED_TO_USER = "GRANTED_TO_USER";

    /** Granted, with a header that names a user whom no other answer names. */
    static final String GRANTED_TO_ANOTHER = "GRANTED_TO_ANOTHER";

    static final UUID ORGANIZATION_ID = new UUID(0, 7);

    static final RequestTemplate REQUEST = new RequestTemplate(
            OrganizationUrl.ofOrganization("contoso"),
            PersonalAccessToken.of("x".repeat(52)), // as long as a token
            RequestTemplate.LIBRARY);

    static final Probe PROJECTS = TokenScope.PROJECT_AND_TEAM_READ.probe();

    /** The meanings of exchanges without a response. */
    private static final Set<String> FAILURES = Set.of("TIMED_OUT", "UNREACHABLE", "TLS_FAILURE");

    private static final Map<String, Finding> FINDINGS = new ConcurrentHashMap<>();

    private Findings() {}

    /** Returns the possible meanings of the answer to the request for connection data. */
    static List<String> ofConnectionData() {
        List<String> names = new ArrayList<>(List.of("NAMED_USER", "ANONYMOUS_USER"));
        names.addAll(ofAnyAnswer());
        return names;
    }

    /** Returns the possible meanings of the answer to a scope's request. */
    static List<String> ofScope() {
        List<String> names = new ArrayList<>(List.of("GRANTED", GRANTED_TO_USER));
        names.addAll(ofAnyAnswer());
        return names;
    }

    private static List<String> ofAnyAnswer() {
        return List.of(
                "TOKEN_REJECTED",
                "TOKEN_EXPIRED",
                "CONDITIONAL_ACCESS",
                "GLOBAL_TOKEN_PROHIBITED",
                "ORGANIZATION_DEACTIVATED",
                "NOT_A_MEMBER",
                "UNAUTHORIZED",
                "SIGN_IN",
                "FORBIDDEN",
                "NOT_FOUND",
                "BAD_REQUEST",
                "REFUSED_BY_UNKNOWN_SENDER",
                "RATE_LIMITED",
                "SERVICE_UNAVAILABLE",
                "UNREACHABLE",
                "TLS_FAILURE",
                "PROXY_AUTHENTICATION_REQUIRED",
                "TIMED_OUT",
                "UNEXPECTED_RESPONSE");
    }

    /** Returns a finding whose activity id or cause is the name of the probe. */
    static Finding finding(Probe probe, String name) {
        return FINDINGS.computeIfAbsent(probe + " " + name, key -> finding(probe, name, null));
    }

    static Finding finding(Probe probe, String name, Finding.@Nullable Detail detail) {
        int index = new Probes(EnumSet.noneOf(TokenScope.class), EnumSet.allOf(TokenScope.class))
                .all()
                .indexOf(probe);
        if (FAILURES.contains(name)) {
            return finding(name, detail, Diagnostics.ofFailure(new IOException(probe.toString())));
        }
        Finding finding = finding(name, detail, Diagnostics.ofAnswer(200 + index, probe.toString()))
                .withWait(Duration.ofSeconds(index), null);
        switch (name) {
            case "NAMED_USER":
                return finding.withUser(user(probe), ORGANIZATION_ID);
            case GRANTED_TO_USER:
                return finding.withUser(user(probe), null);
            case GRANTED_TO_ANOTHER:
                return finding.withUser(AuthenticatedUser.of(new UUID(0, 2), probe.toString()), null);
            default:
                return finding;
        }
    }

    private static Finding finding(String name, Finding.@Nullable Detail detail, Diagnostics diagnostics) {
        if (name.startsWith("GRANTED")) {
            return Finding.meaning(Meaning.GRANTED, detail, diagnostics);
        }
        for (Meaning meaning : Meaning.values()) {
            if (meaning.name().equals(name)) {
                return Finding.meaning(meaning, detail, diagnostics);
            }
        }
        for (Rejected.Reason reason : Rejected.Reason.values()) {
            if (reason.name().equals(name)) {
                return Finding.rejection(reason, detail, diagnostics);
            }
        }
        return Finding.inconclusive(Inconclusive.Reason.valueOf(name), detail, diagnostics);
    }

    static AuthenticatedUser user(Probe probe) {
        return AuthenticatedUser.of(new UUID(0, 1), probe.toString());
    }

    static VerificationResult judge(String caller, String projects) {
        return judge(finding(Probe.CALLER, caller), finding(PROJECTS, projects));
    }

    static VerificationResult judge(Finding caller, Finding projects) {
        return VerdictTable.judge(
                REQUEST, new Probes(Set.of(), Set.of()), Map.of(Probe.CALLER, caller, PROJECTS, projects));
    }

    /** Returns the verdict if all the scopes are required. */
    static VerificationResult judge(String caller, Map<TokenScope, String> required) {
        return judge(caller, required, Map.of());
    }

    static VerificationResult judge(
            String caller, Map<TokenScope, String> required, Map<TokenScope, String> preferred) {
        Map<Probe, Finding> findings = new HashMap<>(Map.of(Probe.CALLER, finding(Probe.CALLER, caller)));
        required.forEach((scope, name) -> findings.put(scope.probe(), finding(scope.probe(), name)));
        preferred.forEach((scope, name) -> findings.put(scope.probe(), finding(scope.probe(), name)));
        return VerdictTable.judge(REQUEST, new Probes(required.keySet(), preferred.keySet()), findings);
    }

    /** Returns the probe that decided the result, or the one that named the user of a verified result. */
    static String basis(VerificationResult result) {
        return result.match(
                verified -> verified.connection().user().displayName(),
                rejected -> rejected.activityId().orElse(""),
                inconclusive -> inconclusive
                        .activityId()
                        .or(() -> inconclusive.cause().map(Throwable::getMessage))
                        .orElse(""));
    }
}
