package io.github.azuredevopsconnector;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One response: what it contains, and whether Azure DevOps sent it.
 *
 * <p>A captive portal, a proxy or a web filter can answer with any status. Azure DevOps can be recognized by headers
 * and bodies that recordings of real answers contain (github.com/Azure/azure-devops-cli-extension).
 */
final class Response {

    /** {@code WWW-Authenticate: Basic realm="https://tfsprodweu1.visualstudio.com/"}. The first label varies. */
    private static final Pattern SERVICE_REALM = Pattern.compile(
            "\\bBasic\\s+realm=\"https://[a-z0-9.-]+\\.visualstudio\\.com[/\"]", Pattern.CASE_INSENSITIVE);

    /** A sign-in address to which only Azure DevOps redirects. */
    private static final Pattern SERVICE_SIGN_IN = Pattern.compile(
            "https://[a-z0-9-]+\\.vssps\\.visualstudio\\.com(?::443)?/_signin(?:[/?#].*)?", Pattern.CASE_INSENSITIVE);

    /** The other hosts and paths to which Azure DevOps redirects for a sign-in. Other sites redirect there, too. */
    private static final Pattern SIGN_IN = Pattern.compile(
            "https://login\\.microsoftonline\\.com(?::443)?(?:[/?#].*)?"
                    + "|(?:https://[a-z0-9.-]+(?::[0-9]+)?)?/(?:[^?#\\\\]*/)?_signin(?:[?#].*)?",
            Pattern.CASE_INSENSITIVE);

    private static final Duration MAX_RESET = Duration.ofHours(1);

    /** The user ID that Azure DevOps sends to an unknown caller. */
    static final UUID ANONYMOUS = UUID.fromString("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa");

    static final UUID NIL = UUID.fromString(Probe.NIL);

    private final Answer answer;
    private final Body body;
    private final ErrorText errorText;

    Response(Answer answer) {
        this.answer = answer;
        this.body = Body.of(answer);
        this.errorText = ErrorText.of(answer, body);
    }

    int status() {
        return answer.status();
    }

    Body body() {
        return body;
    }

    boolean hasHeader(String name) {
        return answer.header(name).isPresent();
    }

    /**
     * Returns whether the answer contains a phrase: in the header of any answer but status 200, or in the body of a 4xx
     * from Azure DevOps. Filters and status sites quote the same words, so their bodies do not count.
     */
    boolean says(Pattern phrase) {
        return status() != 200
                && (errorText.saysInHeader(phrase) || (is4xx() && errorText.saysInBody(phrase) && isFromAzureDevOps()));
    }

    /** Returns whether the text of a 4xx begins with this error code. */
    boolean hasCode(String code) {
        return is4xx() && errorText.hasCode(code);
    }

    /** Returns whether the answer says that the organization was stopped because it was inactive. */
    boolean isStoppedForInactivity() {
        return status() >= 400 && errorText.isStoppedForInactivity();
    }

    boolean namesUser() {
        return errorText.namesUser();
    }

    /** Returns whether a refusal names one of these exception types. */
    boolean isOfType(Set<String> types) {
        return is4xx() && body.json().string("/typeKey").filter(types::contains).isPresent();
    }

    private boolean is4xx() {
        return status() >= 400 && status() < 500;
    }

    /** Returns whether this is the sign-in page, or a redirect to it, instead of status 401. */
    boolean isSignIn() {
        return isSignInPage() || isRedirectTo(SERVICE_SIGN_IN) || (hasServiceHeader() && isRedirectTo(SIGN_IN));
    }

    /** Returns whether the answer shows that Azure DevOps sent it. */
    boolean isFromAzureDevOps() {
        return hasServiceHeader()
                || isSignInPage()
                || isRedirectTo(SERVICE_SIGN_IN)
                || isWrappedException()
                || errorText.hasAnyCode()
                || isEdgeNotFound();
    }

    private boolean isSignInPage() {
        return status() == 203 && body.title().equals("Azure DevOps Services | Sign In");
    }

    private boolean isRedirectTo(Pattern location) {
        return status() >= 300
                && status() < 400
                && answer.header("Location")
                        .filter(target -> location.matcher(target).matches())
                        .isPresent();
    }

    /** Returns whether the answer has a header that only Azure DevOps sends. */
    boolean hasServiceHeader() {
        return answer.headers().map().keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        // The requests have this header, so a proxy may send it back.
                        .filter(name -> !name.equals("x-tfs-fedauthredirect"))
                        .anyMatch(name ->
                                name.equals("activityid") || name.startsWith("x-vss-") || name.startsWith("x-tfs-"))
                || answer.headers().allValues("WWW-Authenticate").stream()
                        .anyMatch(challenge -> SERVICE_REALM.matcher(challenge).find());
    }

    /**
     * Matches {@code {"$id":"1","message":"…","typeName":"Microsoft.…","typeKey":"…"}}. Gateways do not send such a
     * type name.
     */
    private boolean isWrappedException() {
        return body.json()
                .string("/typeName")
                .filter(name -> name.startsWith("Microsoft."))
                .isPresent();
    }

    /**
     * Returns whether this is a 404 from Microsoft's edge servers, which know which organizations exist. Their other
     * pages have the header {@code X-MSEdge-Ref}, too, so the title of a page is checked.
     */
    private boolean isEdgeNotFound() {
        return status() == 404
                && hasHeader("X-MSEdge-Ref")
                && (!isHtml()
                        || body.title().equals("The resource cannot be found.")
                        || body.title().equals("Page not found."));
    }

    private boolean isHtml() {
        return body.isHtml()
                || answer.header("Content-Type")
                        .filter(type -> type.toLowerCase(Locale.ROOT).contains("html"))
                        .isPresent();
    }

    /**
     * Returns the user in the header {@code X-VSS-UserData: {guid}:{account}}, or empty if there is none or the user is
     * anonymous. The service sends this header with almost every answer to a request for which it accepted the token.
     */
    Optional<AuthenticatedUser> user() {
        String data = answer.header("X-VSS-UserData").orElse("");
        int colon = data.indexOf(':');
        Optional<String> account =
                Optional.of(data.substring(colon + 1)).filter(value -> colon >= 0 && !value.isBlank());
        return guid(colon < 0 ? data : data.substring(0, colon))
                .filter(id -> !id.equals(NIL) && !id.equals(ANONYMOUS))
                .map(id -> new AuthenticatedUser(id, account.orElseGet(id::toString), account.orElse(null)));
    }

    /** Returns how long to wait, at most one day, or empty if the answer does not say. */
    Optional<Duration> retryAfter() {
        return answer.retryAfter();
    }

    /**
     * Returns the time until {@code X-RateLimit-Reset}, which is in seconds since 1970. Returns empty if that moment is
     * not within the next hour (Microsoft, <a
     * href="https://learn.microsoft.com/azure/devops/integrate/concepts/rate-limits">Rate and usage limits</a>).
     */
    Optional<Duration> rateLimitReset() {
        return answer.header("X-RateLimit-Reset")
                .map(String::strip)
                .filter(seconds -> !seconds.isEmpty() && seconds.length() <= 12 && AsciiSet.DIGITS.containsAll(seconds))
                .map(seconds -> Duration.between(Instant.now(), Instant.ofEpochSecond(Long.parseLong(seconds))))
                .filter(wait -> !wait.isNegative() && wait.compareTo(MAX_RESET) <= 0);
    }

    /** Returns the status and the activity ID of this answer. */
    Diagnostics diagnostics() {
        return Diagnostics.ofAnswer(status(), activityId().orElse(null));
    }

    private Optional<String> activityId() {
        return answer.header("ActivityId")
                .flatMap(Response::guid)
                .or(() -> answer.header("X-VSS-E2EID").flatMap(Response::guid))
                .map(UUID::toString);
    }

    /** Reads a GUID as Azure DevOps writes it. {@link UUID#fromString} alone would accept {@code 1-1-1-1-1}. */
    static Optional<UUID> guid(String guid) {
        try {
            return Optional.of(UUID.fromString(guid)).filter(id -> id.toString().equalsIgnoreCase(guid));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
