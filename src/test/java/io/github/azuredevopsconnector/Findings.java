package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.TokenScope.PROJECT_AND_TEAM_READ;

import io.github.azuredevopsconnector.Finding.Meaning;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Creates all findings that an answer can lead to, and judges them. Each finding differs from all others. */
final class Findings {

    /** Granted, with a header that names the user. */
    static final String GRANTED_TO_USER = "GRANTED_TO_USER";

    static final UUID ORGANIZATION_ID = new UUID(0, 7);

    static final RequestTemplate REQUEST = new RequestTemplate(
            OrganizationUrl.ofOrganization("contoso"),
            PersonalAccessToken.of("x".repeat(52)), // as long as a token
            RequestTemplate.LIBRARY);

    private static final Map<String, Enum<?>> MEANINGS = meanings();

    /** The meanings of exchanges without a response. */
    private static final Set<String> FAILURES = Set.of("TIMED_OUT", "UNREACHABLE", "TLS_FAILURE");

    private static final Map<String, Finding> FINDINGS = new ConcurrentHashMap<>();

    private Findings() {}

    private static Map<String, Enum<?>> meanings() {
        Map<String, Enum<?>> meanings = new HashMap<>();
        for (Meaning meaning : Meaning.values()) {
            meanings.put(meaning.name(), meaning);
        }
        for (Rejected.Reason reason : Rejected.Reason.values()) {
            meanings.put(reason.name(), reason);
        }
        for (Inconclusive.Reason reason : Inconclusive.Reason.values()) {
            meanings.put(reason.name(), reason);
        }
        meanings.put(GRANTED_TO_USER, Meaning.GRANTED);
        return meanings;
    }

    /** Returns what the answer to connection data can mean. */
    static List<String> ofConnectionData() {
        List<String> names = new ArrayList<>(List.of("NAMED_USER", "ANONYMOUS_USER"));
        names.addAll(ofAnyAnswer());
        return names;
    }

    /** Returns what the answer to a scope's request can mean. */
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
                "UNMARKED_REFUSAL",
                "RATE_LIMITED",
                "SERVICE_UNAVAILABLE",
                "UNREACHABLE",
                "TLS_FAILURE",
                "PROXY_AUTHENTICATION_REQUIRED",
                "TIMED_OUT",
                "UNEXPECTED_RESPONSE");
    }

    /** Returns a finding whose activity id or cause is the name of the probe. */
    static Finding finding(@Nullable TokenScope scope, String name) {
        return FINDINGS.computeIfAbsent(probe(scope) + ' ' + name, key -> finding(scope, name, null));
    }

    static Finding finding(@Nullable TokenScope scope, String name, Finding.@Nullable Detail detail) {
        Enum<?> meaning = Objects.requireNonNull(MEANINGS.get(name), name);
        int index = Arrays.asList(TokenScope.values()).indexOf(scope) + 1;
        if (FAILURES.contains(name)) {
            return Finding.of(meaning, detail, Basis.ofFailure(new IOException(probe(scope))), null);
        }
        Finding finding =
                Finding.of(meaning, detail, Basis.ofAnswer(200 + index, probe(scope)), Duration.ofSeconds(index));
        if (meaning == Meaning.NAMED_USER) {
            return finding.withUser(user(scope), ORGANIZATION_ID);
        }
        return name.equals(GRANTED_TO_USER) ? finding.withUser(user(scope), null) : finding;
    }

    static AuthenticatedUser user(@Nullable TokenScope scope) {
        return AuthenticatedUser.of(new UUID(0, 1), probe(scope));
    }

    static String probe(@Nullable TokenScope scope) {
        return scope == null ? "who" : scope.name();
    }

    static VerificationResult judge(String who, String projects) {
        return judge(finding(null, who), finding(PROJECT_AND_TEAM_READ, projects));
    }

    static VerificationResult judge(Finding who, Finding projects) {
        return VerdictTable.judge(REQUEST, who, new EnumMap<>(Map.of(PROJECT_AND_TEAM_READ, projects)));
    }

    static VerificationResult judge(String who, Map<TokenScope, String> scopes) {
        EnumMap<TokenScope, Finding> findings = new EnumMap<>(TokenScope.class);
        scopes.forEach((scope, name) -> findings.put(scope, finding(scope, name)));
        return VerdictTable.judge(REQUEST, finding(null, who), findings);
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
