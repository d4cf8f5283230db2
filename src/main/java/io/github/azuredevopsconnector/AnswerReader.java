package io.github.azuredevopsconnector;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.DOTALL;

import io.github.azuredevopsconnector.Finding.Detail;
import io.github.azuredevopsconnector.Finding.Meaning;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer. With {@link Evidence}, {@link Explanation} and {@link Body} it knows the service's status codes,
 * headers, codes and JSON.
 *
 * <p>It decides by status, stable codes and shape. Microsoft documents few of the refusals; the others can be seen in
 * the recordings among the tests of github.com/Azure/azure-devops-cli-extension and in the issues of the clients that
 * Microsoft publishes.
 */
final class AnswerReader {

    private static final AnswerReader INSTANCE = new AnswerReader();

    private static final UUID ANONYMOUS = UUID.fromString("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa");
    private static final UUID NIL = new UUID(0, 0);

    // Refusals without a code are known by the shortest phrase that does not vary.
    private static final Pattern EXPIRED = phrase("Personal Access Token used has expired");
    private static final Pattern GLOBAL_TOKEN = phrase("global (?:Personal Access Token|PATs?\\b)");
    private static final Pattern PERMISSION = phrase("needs the following permission");

    /** The first rule that applies decides. */
    private final List<Rule> rules = List.of(
            rule(Inconclusive.Reason.PROXY_AUTHENTICATION_REQUIRED, e -> e.status() == 407),
            // Not the service: a network that wants a sign-in (RFC 6585 section 6), or a number that is no status.
            rule(Inconclusive.Reason.UNEXPECTED_RESPONSE, e -> e.status() == 511 || e.status() > 599),

            // The service, or an organization, is not available.
            rule(Rejected.Reason.ORGANIZATION_DEACTIVATED, e -> e.isStoppedForInactivity()),
            rule(Inconclusive.Reason.RATE_LIMITED, e -> e.status() == 429 || e.hasCode("TF400733")),
            rule(Inconclusive.Reason.SERVICE_UNAVAILABLE, e -> e.status() >= 500 || e.hasCode("TF24668")),
            rule(Inconclusive.Reason.SERVICE_UNAVAILABLE, e -> e.hasHeader("X-VSS-HostOfflineError")),

            // Refusals that say why.
            rule(Rejected.Reason.TOKEN_EXPIRED, e -> e.says(EXPIRED)),
            rule(Rejected.Reason.GLOBAL_TOKEN_PROHIBITED, e -> e.says(GLOBAL_TOKEN)),
            rule(Rejected.Reason.CONDITIONAL_ACCESS, e -> e.hasCode("VS403463")),
            rule(Rejected.Reason.NOT_A_MEMBER, e -> e.hasCode("TF400813") && e.namesUser()),
            rule(Rejected.Reason.NOT_A_MEMBER, Detail.NEVER_SIGNED_IN, e -> e.hasCode("TF401444")),
            // An operation that is closed to tokens; with this header, the organization has revoked this token.
            rule(Rejected.Reason.TOKEN_REJECTED, e -> isClosed(e) && e.hasHeader("X-VSS-AuthenticateError")),
            rule(Meaning.FORBIDDEN, e -> isClosed(e) && e.isMarked()),
            rule(Meaning.FORBIDDEN, e -> e.says(PERMISSION)),

            // Refusals that do not say why.
            rule(Meaning.SIGN_IN, e -> e.isSignIn()),
            rule(Meaning.UNAUTHORIZED, e -> e.hasCode("TF400813")),
            rule(Inconclusive.Reason.UNEXPECTED_RESPONSE, e -> !e.body().isReadable()),
            rule(Meaning.UNMARKED_REFUSAL, e -> isPlainRefusal(e) && !e.isMarked()),
            rule(Meaning.UNAUTHORIZED, e -> e.status() == 401),
            rule(Meaning.FORBIDDEN, e -> e.status() == 403),
            rule(Meaning.NOT_FOUND, e -> e.status() == 404),
            rule(
                    Meaning.BAD_REQUEST,
                    Detail.OUTDATED_REQUEST,
                    e -> e.status() == 400 && e.isOfType("VssInvalidPreviewVersionException")),
            rule(Meaning.BAD_REQUEST, e -> e.status() == 400));

    private static final class Rule {
        final Enum<?> meaning;
        final @Nullable Detail detail;
        final Predicate<Evidence> applies;

        Rule(Enum<?> meaning, @Nullable Detail detail, Predicate<Evidence> applies) {
            this.meaning = meaning;
            this.detail = detail;
            this.applies = applies;
        }
    }

    /**
     * Not private, because mutation tests leave out code that only a static initializer calls, as the rules would be.
     */
    AnswerReader() {}

    private static Rule rule(Enum<?> meaning, Predicate<Evidence> applies) {
        return new Rule(meaning, null, applies);
    }

    private static Rule rule(Enum<?> meaning, Detail detail, Predicate<Evidence> applies) {
        return new Rule(meaning, detail, applies);
    }

    private static Pattern phrase(String regex) {
        return Pattern.compile(regex, CASE_INSENSITIVE | DOTALL);
    }

    private static boolean isClosed(Evidence evidence) {
        return evidence.isOfType("InvalidAccessException");
    }

    private static boolean isPlainRefusal(Evidence evidence) {
        return List.of(400, 401, 403, 404).contains(evidence.status());
    }

    static Finding read(Probe probe, Answer answer) {
        if (answer.failure().isPresent()) {
            return FailureReader.read(answer.failure().get());
        }
        try {
            return INSTANCE.read(probe.proof(), answer);
        } catch (RuntimeException | Error e) { // a defective JSON parser, or no memory left
            return FailureReader.readUnreadable(e);
        }
    }

    private Finding read(Probe.Proof proof, Answer answer) {
        Evidence evidence = new Evidence(answer);
        Basis basis = Basis.ofAnswer(evidence.status(), evidence.activityId().orElse(null));
        Duration retryAfter = answer.retryAfter().orElse(null);
        for (Rule rule : rules) {
            if (rule.applies.test(evidence)) {
                return refusal(rule, evidence, basis, retryAfter);
            }
        }
        return evidence.status() == 200
                ? success(proof, answer, evidence.body(), basis, retryAfter)
                : Finding.of(Inconclusive.Reason.UNEXPECTED_RESPONSE, null, basis, retryAfter);
    }

    private static Finding refusal(Rule rule, Evidence evidence, Basis basis, @Nullable Duration retryAfter) {
        boolean obstacle = rule.meaning instanceof Inconclusive.Reason;
        return Finding.of(
                rule.meaning,
                obstacle && !evidence.isMarked() ? Detail.UNMARKED : rule.detail,
                obstacle && !evidence.body().isReadable() ? basis.withCause(FailureReader.encoded()) : basis,
                retryAfter);
    }

    private static Finding success(
            Probe.Proof proof, Answer answer, Body body, Basis basis, @Nullable Duration retryAfter) {
        JsonMembers json = body.json();
        boolean whole = body.isWhole() && json.wellFormed();
        if (proof == Probe.Proof.CALLER && whole) {
            return caller(json, basis, retryAfter);
        }
        boolean list = proof == Probe.Proof.LIST && whole && json.hasNumber("/count") && json.hasArray("/value");
        boolean object = proof == Probe.Proof.OBJECT && body.isObject();
        if (!list && !object) {
            return Finding.of(Inconclusive.Reason.UNEXPECTED_RESPONSE, null, basis, retryAfter);
        }
        Detail detail = list && json.hasZero("/count") ? Detail.NO_PROJECT_VISIBLE : null;
        return Finding.of(Meaning.GRANTED, detail, basis, retryAfter)
                .withUser(userOfHeader(answer).orElse(null), null);
    }

    private static Finding caller(JsonMembers json, Basis basis, @Nullable Duration retryAfter) {
        Optional<UUID> id =
                json.string("/authenticatedUser/id").flatMap(Guid::parse).filter(guid -> !guid.equals(NIL));
        if (id.isEmpty()) {
            return Finding.of(Inconclusive.Reason.UNEXPECTED_RESPONSE, null, basis, retryAfter);
        }
        if (id.get().equals(ANONYMOUS)
                || json.string("/authenticatedUser/descriptor")
                        .filter(descriptor -> descriptor.startsWith("System:PublicAccess"))
                        .isPresent()) {
            return Finding.of(Meaning.ANONYMOUS_USER, null, basis, retryAfter);
        }
        Optional<String> account = text(json, "/authenticatedUser/properties/Account/$value");
        String displayName = text(json, "/authenticatedUser/customDisplayName")
                .or(() -> text(json, "/authenticatedUser/providerDisplayName"))
                .or(() -> account)
                .orElseGet(() -> id.get().toString());
        return Finding.of(Meaning.NAMED_USER, null, basis, retryAfter)
                .withUser(
                        new AuthenticatedUser(id.get(), displayName, account.orElse(null)),
                        json.string("/instanceId").flatMap(Guid::parse).orElse(null));
    }

    private static Optional<String> text(JsonMembers json, String pointer) {
        return json.string(pointer).filter(text -> !text.isBlank());
    }

    /** Reads {@code X-VSS-UserData: {guid}:{account}}, a header of the answers to any credential that was accepted. */
    private static Optional<AuthenticatedUser> userOfHeader(Answer answer) {
        String data = answer.header("X-VSS-UserData").orElse("");
        int colon = data.indexOf(':');
        Optional<String> account = Optional.of(data.substring(colon + 1)).filter(text -> colon >= 0 && !text.isBlank());
        return Guid.parse(colon < 0 ? data : data.substring(0, colon))
                .filter(id -> !id.equals(ANONYMOUS) && !id.equals(NIL))
                .map(id -> new AuthenticatedUser(id, account.orElseGet(id::toString), account.orElse(null)));
    }
}
