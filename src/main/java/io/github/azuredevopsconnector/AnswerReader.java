package io.github.azuredevopsconnector;

import static java.util.function.Predicate.not;
import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.DOTALL;

import io.github.azuredevopsconnector.Finding.Detail;
import io.github.azuredevopsconnector.Finding.Meaning;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer. Only this class, {@link Response}, {@link ErrorText} and {@link Body} know the service's status
 * codes, headers, error codes and JSON.
 *
 * <p>The rules check the status, stable error codes, a few fixed phrases and the shape of the answer. Microsoft
 * documents few of the refusals. The others can be seen in the recorded responses in the tests of
 * github.com/Azure/azure-devops-cli-extension and in the issues of the clients that Microsoft publishes.
 */
final class AnswerReader {

    private static final Probe PROJECTS = TokenScope.PROJECT_AND_TEAM_READ.probe();

    /** The exception type for an operation that personal access tokens may not use. */
    private static final Set<String> CLOSED = Set.of("InvalidAccessException");

    /**
     * The exception types for an API version that the service does not know or no longer supports. Microsoft declares
     * them in its client libraries, package Microsoft.VisualStudio.Services.Client.
     */
    private static final Set<String> OUTDATED = Set.of(
            "VssInvalidApiResourceVersionException",
            "VssInvalidPreviewVersionException",
            "VssVersionNotSpecifiedException",
            "VssVersionNotSupportedException",
            "VssVersionOutOfRangeException");

    /** Declared after the constants, because the rules use them. */
    private static final AnswerReader INSTANCE = new AnswerReader();

    /** The rules before success, mostly for refusals that say why. The first rule that applies decides. */
    private final List<Function<Response, Optional<Finding>>> explained = List.of(
            rule(Inconclusive.Reason.PROXY_AUTHENTICATION_REQUIRED, status(407)),
            // The service does not send these two. With 511, a network asks the user to sign in (RFC 6585, section 6).
            // HTTP defines no status above 599.
            rule(Inconclusive.Reason.UNEXPECTED_RESPONSE, status(511).or(statusFrom(600))),

            // The service, or an organization, is not available.
            rule(Rejected.Reason.ORGANIZATION_DEACTIVATED, Response::isStoppedForInactivity),
            rule(Inconclusive.Reason.RATE_LIMITED, status(429).or(code("TF400733"))),
            rule(
                    Inconclusive.Reason.SERVICE_UNAVAILABLE,
                    statusFrom(500).or(code("TF24668")).or(header("X-VSS-HostOfflineError"))),

            // The token, its owner or the organization.
            rule(Rejected.Reason.TOKEN_EXPIRED, phrase("Personal Access Token used has expired")),
            rule(Rejected.Reason.GLOBAL_TOKEN_PROHIBITED, phrase("global (?:Personal Access Token|PATs?\\b)")),
            rule(Rejected.Reason.CONDITIONAL_ACCESS, code("VS403463")),
            rule(Rejected.Reason.NOT_A_MEMBER, code("TF400813").and(Response::namesUser)),
            rule(Rejected.Reason.NOT_A_MEMBER, Detail.NEVER_SIGNED_IN, code("TF401444")),
            // The only known value of the header is RevokedToken.
            rule(Rejected.Reason.TOKEN_REJECTED, type(CLOSED).and(header("X-VSS-AuthenticateError"))),
            rule(Meaning.FORBIDDEN, type(CLOSED).and(Response::isFromAzureDevOps)),
            rule(Meaning.FORBIDDEN, phrase("needs the following permission")),
            rule(Meaning.SIGN_IN, Response::isSignIn),
            rule(Meaning.UNAUTHORIZED, code("TF400813")));

    /** The rules after success, for refusals that do not say why. The first rule that applies decides. */
    private final List<Function<Response, Optional<Finding>>> unexplained = List.of(
            rule(Inconclusive.Reason.UNEXPECTED_RESPONSE, r -> !r.body().isReadable()),
            rule(Meaning.REFUSED_BY_UNKNOWN_SENDER, status(400, 401, 403, 404).and(not(Response::isFromAzureDevOps))),
            rule(Meaning.UNAUTHORIZED, status(401)),
            rule(Meaning.FORBIDDEN, status(403)),
            rule(Meaning.NOT_FOUND, status(404)),
            rule(Meaning.BAD_REQUEST, Detail.OUTDATED_REQUEST, status(400).and(type(OUTDATED))),
            rule(Meaning.BAD_REQUEST, status(400)));

    /**
     * Not private, because mutation tests skip code that only a static initializer calls, and would then skip the
     * rules.
     */
    AnswerReader() {}

    private static Function<Response, Optional<Finding>> rule(Meaning meaning, Predicate<Response> applies) {
        return rule(meaning, null, applies);
    }

    private static Function<Response, Optional<Finding>> rule(
            Meaning meaning, @Nullable Detail detail, Predicate<Response> applies) {
        return r -> applies.test(r) ? Optional.of(Finding.meaning(meaning, detail, r.diagnostics())) : Optional.empty();
    }

    private static Function<Response, Optional<Finding>> rule(Rejected.Reason reason, Predicate<Response> applies) {
        return rule(reason, null, applies);
    }

    private static Function<Response, Optional<Finding>> rule(
            Rejected.Reason reason, @Nullable Detail detail, Predicate<Response> applies) {
        return r ->
                applies.test(r) ? Optional.of(Finding.rejection(reason, detail, r.diagnostics())) : Optional.empty();
    }

    private static Function<Response, Optional<Finding>> rule(Inconclusive.Reason reason, Predicate<Response> applies) {
        return r -> applies.test(r) ? Optional.of(inconclusive(reason, r)) : Optional.empty();
    }

    private static Predicate<Response> status(Integer... any) {
        List<Integer> statuses = List.of(any);
        return r -> statuses.contains(r.status());
    }

    private static Predicate<Response> statusFrom(int first) {
        return r -> r.status() >= first;
    }

    private static Predicate<Response> header(String name) {
        return r -> r.hasHeader(name);
    }

    private static Predicate<Response> code(String code) {
        return r -> r.hasCode(code);
    }

    private static Predicate<Response> type(Set<String> types) {
        return r -> r.isOfType(types);
    }

    /** Recognizes a refusal without an error code by the shortest phrase that does not vary. */
    private static Predicate<Response> phrase(String regex) {
        Pattern phrase = Pattern.compile(regex, CASE_INSENSITIVE | DOTALL);
        return r -> r.says(phrase);
    }

    static Finding read(Probe probe, Answer answer) {
        if (answer.failure().isPresent()) {
            return FailureReader.read(answer.failure().get());
        }
        try {
            return INSTANCE.read(probe, new Response(answer));
        } catch (RuntimeException | Error e) { // a defective JSON parser, or no memory left
            return FailureReader.readUnreadable(e);
        }
    }

    private Finding read(Probe probe, Response response) {
        Finding finding = firstOf(explained, response)
                .or(() -> success(probe, response))
                .or(() -> firstOf(unexplained, response))
                .orElseGet(() -> inconclusive(Inconclusive.Reason.UNEXPECTED_RESPONSE, response))
                .withWait(
                        response.retryAfter().orElse(null),
                        response.rateLimitReset().orElse(null));
        return finding.user().isPresent()
                ? finding
                : finding.withUser(response.user().orElse(null), null);
    }

    private static Optional<Finding> firstOf(List<Function<Response, Optional<Finding>>> rules, Response response) {
        return rules.stream().flatMap(rule -> rule.apply(response).stream()).findFirst();
    }

    /**
     * Returns an inconclusive finding. Its detail says whether the sender is unknown, and its cause whether the content
     * coding is.
     */
    private static Finding inconclusive(Inconclusive.Reason reason, Response response) {
        Detail detail = response.isFromAzureDevOps() ? null : Detail.UNKNOWN_SENDER;
        Diagnostics diagnostics = response.body().isReadable()
                ? response.diagnostics()
                : response.diagnostics().withCause(FailureReader.encoded());
        return Finding.inconclusive(reason, detail, diagnostics);
    }

    /** Returns what a successful answer means. Returns empty for an answer that the other rules must read. */
    private static Optional<Finding> success(Probe probe, Response response) {
        if (probe == Probe.CALLER) {
            return response.status() == 200 ? Optional.of(caller(response)) : Optional.empty();
        }
        if (probe == PROJECTS ? !isListOfProjects(response) : !isProofOfScope(response)) {
            return Optional.empty();
        }
        boolean empty = probe == PROJECTS && response.body().json().hasZero("/count");
        Detail detail = empty ? Detail.NO_PROJECT_VISIBLE : null;
        return Optional.of(Finding.meaning(Meaning.GRANTED, detail, response.diagnostics()));
    }

    /** Matches {@code {"count":1,"value":[…]}}, if it is complete. No other server is known to send such an answer. */
    private static boolean isListOfProjects(Response response) {
        JsonMembers json = response.body().json();
        return response.status() == 200
                && response.body().isWhole()
                && json.wellFormed()
                && json.hasNumber("/count")
                && json.hasArray("/value");
    }

    /**
     * Returns whether Azure DevOps accepted the token for the request. Azure DevOps checks the scope together with the
     * token, before the route and the resource. So status 404 or 400 is proof, too, if the answer names the user. All
     * recorded answers to an accepted token name the user (github.com/Azure/azure-devops-cli-extension), except for one
     * with status 200.
     */
    private static boolean isProofOfScope(Response response) {
        boolean accepted = response.status() != 401 && response.status() != 403; // earlier rules match 429 and 5xx
        return (accepted && response.user().isPresent())
                || (response.status() == 200
                        && !response.hasHeader("X-VSS-UserData") // here, it would name the anonymous user or nobody
                        && response.hasServiceHeader()
                        && response.body().isObject());
    }

    /** Reads connection data. */
    private static Finding caller(Response response) {
        JsonMembers json = response.body().json();
        Optional<UUID> id = json.string("/authenticatedUser/id").flatMap(Response::guid);
        boolean whole = response.body().isWhole() && json.wellFormed();
        if (!whole || id.filter(guid -> !guid.equals(Response.NIL)).isEmpty()) {
            return inconclusive(Inconclusive.Reason.UNEXPECTED_RESPONSE, response);
        }
        if (id.get().equals(Response.ANONYMOUS)
                || json.string("/authenticatedUser/descriptor")
                        .filter(descriptor -> descriptor.startsWith("System:PublicAccess"))
                        .isPresent()) {
            return Finding.meaning(Meaning.ANONYMOUS_USER, null, response.diagnostics());
        }
        Optional<String> account = text(json, "/authenticatedUser/properties/Account/$value");
        String displayName = text(json, "/authenticatedUser/customDisplayName")
                .or(() -> text(json, "/authenticatedUser/providerDisplayName"))
                .or(() -> account)
                .orElseGet(() -> id.get().toString());
        return Finding.meaning(Meaning.NAMED_USER, null, response.diagnostics())
                .withUser(
                        new AuthenticatedUser(id.get(), displayName, account.orElse(null)),
                        json.string("/instanceId").flatMap(Response::guid).orElse(null));
    }

    private static Optional<String> text(JsonMembers json, String pointer) {
        return json.string(pointer).filter(value -> !value.isBlank());
    }
}
