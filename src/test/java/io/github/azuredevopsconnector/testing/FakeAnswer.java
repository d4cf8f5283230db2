package io.github.azuredevopsconnector.testing;

import static io.github.azuredevopsconnector.testing.Wire.bodyOf;
import static io.github.azuredevopsconnector.testing.Wire.edge;
import static io.github.azuredevopsconnector.testing.Wire.exception;
import static io.github.azuredevopsconnector.testing.Wire.gzipped;
import static io.github.azuredevopsconnector.testing.Wire.html;
import static io.github.azuredevopsconnector.testing.Wire.json;
import static io.github.azuredevopsconnector.testing.Wire.page;
import static io.github.azuredevopsconnector.testing.Wire.service;
import static io.github.azuredevopsconnector.testing.Wire.text;
import static io.github.azuredevopsconnector.testing.Wire.unauthorized;

import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;

/**
 * One way to answer one request, as Azure DevOps does, or as something in between does in its place.
 *
 * <p>Few of the refusals are documented. The others follow recordings of real answers: those among the tests of
 * github.com/Azure/azure-devops-cli-extension, and those quoted in the issues of the clients that Microsoft publishes.
 * All names and ids are made up.
 */
public enum FakeAnswer {
    /** What was asked for; {@link #PATH_NOT_FOUND} where there is nothing to ask for. */
    OK((organization, request) -> FakeResource.at(request.path())
            .map(resource -> accepted(organization).body(resource.body(organization)))
            .orElseGet(FakeAnswer::pathNotFound)),
    /** As {@link #OK}, with the headers that announce the rate limit. */
    OK_NEAR_RATE_LIMIT((organization, request) -> OK.builder(organization, request)
            .setHeader("Retry-After", "5")
            .setHeader("X-RateLimit-Resource", "Core")
            .setHeader("X-RateLimit-Delay", "0.2")
            .setHeader("X-RateLimit-Limit", "200")
            .setHeader("X-RateLimit-Remaining", "12")),
    /** As {@link #OK}, but there is nothing that the token's owner may see: lists are empty. */
    OK_WITH_NOTHING_VISIBLE((organization, request) -> FakeResource.at(request.path())
            .filter(FakeResource::isList)
            .map(list -> accepted(organization).body("{\"count\":0,\"value\":[]}"))
            .orElseGet(() -> OK.builder(organization, request))),
    /** As {@link #OK}, compressed, though that was not asked for. */
    OK_GZIPPED((organization, request) -> gzipped(OK.toResponse(organization, request))),
    /** What anyone gets of an organization with public projects, whatever the token. */
    ANONYMOUS((organization, request) -> json(200)
            .body(
                    request.path().equals(FakeResource.CONNECTION_DATA.path())
                            ? "{\"authenticatedUser\":{\"id\":\"aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa\","
                                    + "\"descriptor\":\"System:PublicAccess;aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa\","
                                    + "\"providerDisplayName\":\"Anonymous\",\"properties\":{}},"
                                    + "\"instanceId\":\"" + organization.id() + "\"}"
                            : FakeResource.PROJECTS.body(organization))),

    /** A token that is invalid, revoked or another organization's; also a valid one that lacks the scope. */
    UNAUTHORIZED(() -> unauthorized()),
    /** As {@link #UNAUTHORIZED}, in a body that names the anonymous user. */
    UNAUTHORIZED_AS_ANONYMOUS(() -> exception(
            401,
            "UnauthorizedRequestException",
            "TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' is not authorized to access this resource.")),
    /** As {@link #UNAUTHORIZED}, in a body that names no user. */
    UNAUTHORIZED_AS_NOBODY(() -> exception(
            401, "UnauthorizedRequestException", "TF400813: The user '' is not authorized to access this resource.")),
    /** As {@link #UNAUTHORIZED}, in a body that quotes no user. */
    UNAUTHORIZED_WITHOUT_USER(() -> exception(
            401,
            "UnauthorizedRequestException",
            "TF400813: Resource not available for anonymous access. Client authentication required.")),
    /** As {@link #UNAUTHORIZED}, where the request not to be redirected was not honored. */
    SIGN_IN_REDIRECT((organization, request) -> html(302, "Object moved")
            .setHeader(
                    "Location",
                    "https://spsprodweu1.vssps.visualstudio.com/_signin?realm=dev.azure.com&reply_to=https%3A%2F%2F"
                            + "dev.azure.com%2F" + organization.name() + "%2F")),
    /** As {@link #SIGN_IN_REDIRECT}, straight to Microsoft Entra. */
    SIGN_IN_REDIRECT_TO_ENTRA(() -> html(302, "Object moved")
            .setHeader("Location", "https://login.microsoftonline.com/common/oauth2/authorize?client_id=499b84ac")),
    /** As {@link #UNAUTHORIZED}, where something on the way followed the redirect. */
    SIGN_IN_PAGE(() -> html(203, "\r\n    Azure DevOps Services | Sign In\r\n")),
    /** A token that a rule of the organization has revoked. */
    REVOKED(() -> exception(401, "InvalidAccessException", Text.NOT_ALLOWED)
            .setHeader("X-VSS-AuthenticateError", "RevokedToken")),

    /** A token that expired, in the header and as an exception. */
    EXPIRED(() -> exception(401, "AccessCheckException", Text.HAS_EXPIRED)
            .setHeader(
                    "X-TFS-ServiceError",
                    "Access%20Denied%3A%20The%20Personal%20Access%20Token%20used%20has%20expired.")),
    /** A token that expired, in the header alone. */
    EXPIRED_IN_HEADER(() -> unauthorized()
            .setHeader("X-TFS-ServiceError", "Access+Denied%3A+The+Personal+Access+Token+used+has+expired.")),
    /** A token that expired, in plain text. */
    EXPIRED_AS_TEXT(() -> text(401, Text.HAS_EXPIRED)),
    /** A token that expired, in a page's title. */
    EXPIRED_AS_PAGE(() -> html(401, Text.HAS_EXPIRED)),
    /** An organization that does not accept tokens for all organizations. */
    GLOBAL_TOKEN_PROHIBITED(() -> html(401, Text.GLOBAL_TOKEN)
            .setHeader(
                    "X-TFS-ServiceError", Text.GLOBAL_TOKEN.replace(" ", "%20").replace("'", "%27"))),

    /** A token whose owner is not a member of the organization, or has no license there. */
    NOT_A_MEMBER((organization, request) -> unauthorized("'" + organization.userId() + "'")
            .removeHeader("WWW-Authenticate")
            .addHeader("WWW-Authenticate", "TFS-Federated")
            .addHeader("WWW-Authenticate", "Bearer")),
    /** As {@link #NOT_A_MEMBER}, where the user is named by the account. */
    NOT_A_MEMBER_BY_ACCOUNT(
            (organization, request) -> unauthorized("'" + organization.userId() + "\\" + organization.account() + "'")),
    /** As {@link #NOT_A_MEMBER}, in double quotes. */
    NOT_A_MEMBER_IN_DOUBLE_QUOTES((organization, request) -> unauthorized('"' + organization.account() + '"')),
    /** A token whose owner has never signed in to the organization. */
    NEVER_SIGNED_IN((organization, request) -> exception(
            401,
            "UnauthorizedRequestException",
            "TF401444: Please sign-in at least once as " + organization.userId() + "\\" + organization.account()
                    + " in a web browser to enable access to the service.")),

    /** A user who lacks a permission, which the answer names. */
    PERMISSION_MISSING((organization, request) -> exception(
            403,
            "AccessCheckException",
            "Access Denied: " + organization.userId() + " needs the following permission(s) on the resource "
                    + "$PROJECT to perform this action: View project-level information")),
    /** As {@link #PERMISSION_MISSING}, with a code. */
    PERMISSION_INSUFFICIENT((organization, request) -> exception(
            403,
            "AccessCheckException",
            "TF50309: The following account does not have sufficient permissions to complete the operation: "
                    + organization.account() + ".")),
    /** A guest, in an organization that does not allow guests. */
    GUESTS_NOT_ALLOWED(() -> exception(
            403,
            "UnauthorizedRequestException",
            "TF909091: The policy of the organization does not allow access by guest users.")),
    /** An operation that is closed to personal access tokens. */
    CLOSED_TO_TOKENS(() -> exception(401, "InvalidAccessException", Text.NOT_ALLOWED)),
    /** As {@link #CLOSED_TO_TOKENS}, where the request not to be redirected was not honored. */
    CLOSED_TO_TOKENS_FORBIDDEN(() -> exception(403, "InvalidAccessException", Text.NOT_ALLOWED)),
    /** A refusal that does not say why. */
    FORBIDDEN(() -> service(403)),
    /** A conditional access policy that does not allow the network. */
    CONDITIONAL_ACCESS(() -> exception(403, "VssServiceException", Text.POLICY_FAILED)),
    /** As {@link #CONDITIONAL_ACCESS}, in a page's title. */
    CONDITIONAL_ACCESS_PAGE(() -> html(403, Text.POLICY_FAILED)),

    /** No such organization, told by Microsoft's front door. */
    NOT_FOUND(() -> edge(404, "text/plain", "The resource cannot be found.")),
    /** As {@link #NOT_FOUND}, as a page. */
    NOT_FOUND_PAGE(() -> edge(404, "text/html", page("The resource cannot be found."))),
    /** No such path in an organization that exists. */
    PATH_NOT_FOUND(() -> pathNotFound()),
    /** An organization that was stopped because it was inactive: status 503, for good. */
    DEACTIVATED(
            (organization, request) -> stopped(organization, "The organization was deactivated due to inactivity.")),
    /** An organization that was stopped for another reason: status 503, until Microsoft starts it again. */
    STOPPED((organization, request) -> stopped(organization, "Suspended because of suspected abuse.")),
    /** A version of the API that is gone. */
    BAD_REQUEST(() -> exception(
            400,
            "VssInvalidPreviewVersionException",
            "The requested version \"7.1\" of the resource is under preview. The -preview flag must be supplied.")),

    /** Too many requests, for the next 30 seconds. */
    RATE_LIMITED(() -> exception(429, "RequestBlockedException", Text.BLOCKED).setHeader("Retry-After", "30")),
    /** As {@link #RATE_LIMITED}, with the status of a refusal, and without a time. */
    RATE_LIMITED_AS_UNAUTHORIZED(() -> exception(401, "RequestBlockedException", Text.BLOCKED)),
    /** An outage. */
    UNAVAILABLE(() -> exception(
            503,
            "TeamFoundationException",
            "TF10216: Azure DevOps services are currently unavailable. Try again later.")),
    /** An outage, as a page. */
    UNAVAILABLE_PAGE(() -> html(503, "Azure DevOps Services Unavailable")),
    /** An organization that is being moved. */
    OFFLINE(() -> exception(503, "HostShutdownException", "VS403205: The host is being migrated.")
            .setHeader("X-VSS-HostOfflineError", "true")),
    /** As {@link #OFFLINE}, with the status of a refusal. */
    OFFLINE_AS_NOT_FOUND(() -> text(404, "").setHeader("X-VSS-HostOfflineError", "true")),

    /** An outage, told by Microsoft's front door. */
    BAD_GATEWAY(() -> edge(502, "text/html", "")),
    /** A request that Microsoft's front door does not let through. */
    BLOCKED_BY_EDGE(() -> edge(403, "text/html", page("The request is blocked."))),
    /** Microsoft's front door, which does not know the site. */
    UNKNOWN_TO_EDGE(() -> edge(404, "text/html", page("Our services aren't available right now"))),

    /** A gateway that refuses in JSON. */
    GATEWAY_REFUSAL(() -> new MockResponse.Builder()
            .code(401)
            .setHeader("Content-Type", "application/json")
            .body("{\"message\":\"The Personal Access Token used has expired.\",\"typeKey\":\"Refusal\"}")),
    /** A gateway that signs people in by Microsoft Entra. */
    GATEWAY_SIGN_IN(() -> page(302, "Sign in to your account")
            .setHeader("Location", "https://login.microsoftonline.com/common/oauth2/authorize?client_id=gateway")),
    /** A network that wants a sign-in, as the page that was asked for. */
    CAPTIVE_PORTAL(() -> page(200, "Guest Wi-Fi")),
    /** A network that wants a sign-in, with the status for that (RFC 6585). */
    NETWORK_SIGN_IN(() -> page(511, "Network Authentication Required")),
    /** A web filter that does not let the request through. */
    FILTER_PAGE(() -> page(403, "Access to this site is blocked")),
    /** A proxy that wants credentials. */
    PROXY_AUTHENTICATION_REQUIRED(() -> page(407, "Proxy Authentication Required")
            .setHeader("Proxy-Authenticate", "Basic realm=\"proxy.example\"")),
    /** Status 200 and half of what was asked for. */
    TRUNCATED((organization, request) -> {
        MockResponse whole = OK.toResponse(organization, request);
        String body = bodyOf(whole).readUtf8();
        return new MockResponse.Builder(whole).body(body.substring(0, body.length() / 2));
    }),
    /** Status 200 and a body in a content coding that was not asked for. */
    UNKNOWN_CODING((organization, request) -> OK.builder(organization, request).setHeader("Content-Encoding", "br")),
    /** Status 200 and a small body that expands to 4 megabytes. */
    GZIP_BOMB((organization, request) -> gzipped(json(200)
            .body("{\"count\":0,\"value\":[" + " ".repeat(4 << 20) + "]}")
            .build())),

    /** No answer, for an hour. */
    SILENT((organization, request) -> OK.builder(organization, request).headersDelay(1, TimeUnit.HOURS)),
    /** Headers, and no body for an hour. */
    STALLED((organization, request) -> OK.builder(organization, request).bodyDelay(1, TimeUnit.HOURS)),
    /** A connection that is cut in the middle of the body. */
    CUT((organization, request) -> OK.builder(organization, request).onResponseBody(new SocketEffect.CloseStream()));

    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    private final BiFunction<FakeOrganization, ReceivedRequest, MockResponse.Builder> response;

    FakeAnswer(BiFunction<FakeOrganization, ReceivedRequest, MockResponse.Builder> response) {
        this.response = response;
    }

    FakeAnswer(Supplier<MockResponse.Builder> response) {
        this((organization, request) -> response.get());
    }

    /**
     * {@return the response to a request} Whether the token is the right one is not checked here.
     *
     * @param organization the one that the request is for
     * @param request a request of any path
     */
    public MockResponse toResponse(FakeOrganization organization, ReceivedRequest request) {
        return builder(organization, request).build();
    }

    /** {@return whether a request that is answered so waits until its own timeout} */
    public boolean hangs() {
        return this == SILENT || this == STALLED;
    }

    private MockResponse.Builder builder(FakeOrganization organization, ReceivedRequest request) {
        return response.apply(organization, request);
    }

    private static MockResponse.Builder accepted(FakeOrganization organization) {
        String account = organization.account().replaceAll("[^ -~]", "?"); // a header is ASCII
        return json(200).setHeader("X-VSS-UserData", organization.userId() + ":" + account);
    }

    private static MockResponse.Builder pathNotFound() {
        return exception(404, "HttpException", "The controller for the path was not found.");
    }

    /** In front of the JSON stands a byte order mark; the answer has no id for support. */
    private static MockResponse.Builder stopped(FakeOrganization organization, String reason) {
        String sentence = "TF24668: The following team project collection is stopped: " + organization.name();
        MockResponse.Builder response =
                exception(503, "VssServiceException", sentence + ". Administrator Reason: " + reason);
        return response.body("\uFEFF" + bodyOf(response.build()).readUtf8())
                .removeHeader("ActivityId")
                .removeHeader("X-VSS-E2EID")
                .setHeader("X-TFS-ServiceError", sentence.replace(":", "%3A").replace(" ", "%20"));
    }

    /** Text that more than one answer has. In a class of its own, because a constant's row may not refer forward. */
    private static final class Text {
        static final String HAS_EXPIRED = "Access Denied: The Personal Access Token used has expired.";
        static final String POLICY_FAILED =
                "VS403463: The conditional access policy defined by your Azure Active Directory administrator has failed.";
        static final String GLOBAL_TOKEN = "The organization's security policy prohibits access by global Personal "
                + "Access Token (PAT) unless you are on an allowlist.";
        static final String NOT_ALLOWED = "The requested operation is not allowed.";
        static final String BLOCKED = "TF400733: The request has been canceled: Request was blocked.";
    }
}
