package io.github.azuredevopsconnector;

import io.github.azuredevopsconnector.Finding.Meaning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads one answer: the only place that knows status codes, headers, the service's codes and its JSON.
 *
 * <p>It goes by status, stable codes and shape. Microsoft documents few of the refusals; the rest can be seen in the
 * recordings among the tests of github.com/Azure/azure-devops-cli-extension and in the issues of the clients that
 * Microsoft publishes.
 */
final class AnswerReader {

    private static final UUID ANONYMOUS = UUID.fromString(Explanation.ANONYMOUS_ID);
    private static final Pattern SERVICE_REALM = Pattern.compile(
            "\\bBasic\\s+realm=\"https://[a-z0-9.-]+\\.visualstudio\\.com[/\"]", Pattern.CASE_INSENSITIVE);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Probe probe;
    private final Answer answer;
    /** The body as text, without a byte order mark. */
    private final String body;

    private final JsonMembers json;
    private final Explanation explanation;

    private AnswerReader(Probe probe, Answer answer) {
        this.probe = probe;
        this.answer = answer;
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        this.body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.json = JsonMembers.read(body);
        this.explanation = Explanation.of(answer, body, json);
    }

    static Finding read(Probe probe, Answer answer) {
        Optional<Throwable> failure = answer.failure();
        if (failure.isPresent()) {
            return FailureReader.read(failure.get());
        }
        try {
            return new AnswerReader(probe, answer).read();
        } catch (RuntimeException | Error e) { // a JSON parser that is too old or defective, or no memory left
            return FailureReader.readUnreadable(e);
        }
    }

    private Finding read() {
        Optional<Meaning> tellingRefusal = tellingRefusal();
        Meaning meaning = tellingRefusal.orElseGet(this::meaning);
        Finding finding = Finding.ofResponse(
                meaning,
                tellingRefusal.isPresent() || isMarked(),
                answer.status(),
                activityId().orElse(null),
                retryAfter().orElse(null));
        if (meaning == Meaning.NAMED_USER) {
            UUID organizationId =
                    json.string("/instanceId").flatMap(Guid::parse).orElse(null);
            return finding.naming(userOfBody().orElse(null), organizationId);
        }
        return meaning == Meaning.PROJECTS ? finding.naming(userOfHeader().orElse(null), null) : finding;
    }

    private Meaning meaning() {
        int status = answer.status();
        if (status == 407) {
            return Meaning.PROXY_AUTHENTICATION_REQUIRED;
        }
        if (status == 429) {
            return Meaning.THROTTLED;
        }
        if (status >= 500 || answer.header("X-VSS-HostOfflineError").isPresent()) {
            return Meaning.UNAVAILABLE;
        }
        if (isSignIn()) {
            return Meaning.SIGN_IN;
        }
        switch (status) {
            case 200:
                return answer.truncated() || !json.wellFormed() ? Meaning.UNEXPECTED : success();
            case 400:
                return Meaning.BAD_REQUEST;
            case 401:
                return Meaning.UNAUTHORIZED;
            case 403:
                return Meaning.FORBIDDEN;
            case 404:
                return Meaning.NOT_FOUND;
            default:
                return Meaning.UNEXPECTED;
        }
    }

    private Meaning success() {
        if (probe == Probe.PROJECTS) {
            return json.hasNumber("/count") && json.hasArray("/value") ? Meaning.PROJECTS : Meaning.UNEXPECTED;
        }
        Optional<UUID> id = json.string("/authenticatedUser/id").flatMap(Guid::parse);
        if (id.isEmpty()) {
            return Meaning.UNEXPECTED;
        }
        boolean anonymous = id.get().equals(ANONYMOUS)
                || json.string("/authenticatedUser/descriptor")
                        .filter(descriptor -> descriptor.startsWith("System:PublicAccess"))
                        .isPresent();
        return anonymous ? Meaning.ANONYMOUS_USER : Meaning.NAMED_USER;
    }

    // Refusals that say why.

    private Optional<Meaning> tellingRefusal() {
        if (answer.status() < 400 || answer.status() == 407 || answer.status() == 429) {
            return Optional.empty();
        }
        if (explanation.says("Personal Access Token used has expired")) {
            return Optional.of(Meaning.EXPIRED);
        }
        if (explanation.says("global Personal Access Token")) {
            return Optional.of(Meaning.GLOBAL_TOKEN_PROHIBITED);
        }
        if (explanation.hasCode("VS403463")) {
            return Optional.of(Meaning.CONDITIONAL_ACCESS);
        }
        if (explanation.hasCode("TF24668")) {
            return Optional.of(Meaning.ORGANIZATION_DEACTIVATED);
        }
        if (explanation.hasCode("TF400813") && explanation.namesSomebody()) {
            return Optional.of(Meaning.NOT_A_MEMBER);
        }
        if (explanation.says("needs the following permission")) {
            return Optional.of(Meaning.PERMISSION_MISSING);
        }
        // An operation that is closed to personal access tokens. Projects are what the token is for. Connection data
        // are not documented: that they are closed would say nothing about the token.
        if (probe == Probe.PROJECTS && isOfType("InvalidAccessException")) {
            return Optional.of(Meaning.PERMISSION_MISSING);
        }
        return Optional.empty();
    }

    private boolean isOfType(String type) {
        return json.string("/typeKey").filter(type::equals).isPresent();
    }

    // The sign-in page, which stands for a 401 where the request to suppress it was not honored.

    private boolean isSignIn() {
        return (answer.status() == 203 && hasSignInTitle()) || isSignInRedirect();
    }

    private boolean hasSignInTitle() {
        return Explanation.title(body).equals("Azure DevOps Services | Sign In");
    }

    private boolean isSignInRedirect() {
        return answer.status() >= 300
                && answer.status() < 400
                && (answer.header("X-TFS-FedAuthRealm").isPresent()
                        || answer.header("Location")
                                .filter(AnswerReader::isSignInLocation)
                                .isPresent());
    }

    private static boolean isSignInLocation(String location) {
        String target = location.split("[?#]", 2)[0].toLowerCase(Locale.ROOT);
        boolean absolute = target.startsWith("https://");
        String authorityAndPath = absolute ? target.substring("https://".length()) : target;
        String host = absolute ? authorityAndPath.split("[:/]", 2)[0] : "";
        return host.equals("login.microsoftonline.com")
                || host.endsWith(".vssps.visualstudio.com")
                || authorityAndPath.endsWith("/_signin");
    }

    // What tells an answer of Azure DevOps from a page that some proxy made up.

    private boolean isMarked() {
        return hasServiceHeader()
                || hasServiceRealm()
                || hasSignInTitle()
                || isSignInRedirect()
                || (answer.status() >= 400 && explanation.hasCode("TF400813"))
                || isWrappedException();
    }

    private boolean hasServiceHeader() {
        for (String header : answer.headers().map().keySet()) {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.equals("activityid")
                    || name.equals("x-msedge-ref")
                    || name.startsWith("x-vss-")
                    || name.startsWith("x-tfs-")) {
                return true;
            }
        }
        return false;
    }

    /** {@code WWW-Authenticate: Basic realm="https://tfsprodweu1.visualstudio.com/"}; the first label varies. */
    private boolean hasServiceRealm() {
        return answer.headers().allValues("WWW-Authenticate").stream()
                .anyMatch(challenge -> SERVICE_REALM.matcher(challenge).find());
    }

    /** {@code {"$id":"1","message":"…","typeName":"…","typeKey":"…"}}, as the service wraps its exceptions. */
    private boolean isWrappedException() {
        return json.string("/message").isPresent() && json.string("/typeKey").isPresent();
    }

    // Who is there.

    private Optional<AuthenticatedUser> userOfBody() {
        Optional<UUID> id = json.string("/authenticatedUser/id").flatMap(Guid::parse);
        Optional<String> account = text("/authenticatedUser/properties/Account/$value");
        return id.map(known -> new AuthenticatedUser(
                known,
                text("/authenticatedUser/customDisplayName")
                        .or(() -> text("/authenticatedUser/providerDisplayName"))
                        .or(() -> account)
                        .orElseGet(known::toString),
                account.orElse(null)));
    }

    private Optional<String> text(String pointer) {
        return json.string(pointer).filter(text -> !text.isBlank());
    }

    /** {@code X-VSS-UserData: {guid}:{account}}, on the answers to any credential that was accepted. */
    private Optional<AuthenticatedUser> userOfHeader() {
        String data = answer.header("X-VSS-UserData").orElse("");
        int colon = data.indexOf(':');
        Optional<String> account = Optional.of(data.substring(colon + 1)).filter(text -> colon >= 0 && !text.isBlank());
        return Guid.parse(colon < 0 ? data : data.substring(0, colon))
                .filter(id -> !id.equals(ANONYMOUS))
                .map(id -> new AuthenticatedUser(id, account.orElseGet(id::toString), account.orElse(null)));
    }

    // What a caller may want to know besides.

    private Optional<String> activityId() {
        return answer.header("ActivityId")
                .flatMap(Guid::parse)
                .or(() -> answer.header("X-VSS-E2EID").flatMap(Guid::parse))
                .map(UUID::toString);
    }

    /** {@code Retry-After = HTTP-date / delay-seconds}, RFC 9110 section 10.2.3, to a day at most. */
    private Optional<Duration> retryAfter() {
        return answer.header("Retry-After").map(String::strip).flatMap(AnswerReader::delay);
    }

    private static Optional<Duration> delay(String text) {
        if (!text.isEmpty() && AsciiSet.DIGITS.containsAll(text)) {
            String digits = text.replaceFirst("^0+(?=.)", "");
            return Optional.of(
                    digits.length() > 5 ? LONGEST_WAIT : shorter(Duration.ofSeconds(Long.parseLong(digits))));
        }
        try {
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            return Optional.of(Duration.between(Instant.now(), date))
                    .filter(delay -> !delay.isNegative())
                    .map(AnswerReader::shorter);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration shorter(Duration delay) {
        return delay.compareTo(LONGEST_WAIT) < 0 ? delay : LONGEST_WAIT;
    }
}
