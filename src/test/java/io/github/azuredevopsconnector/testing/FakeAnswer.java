package io.github.azuredevopsconnector.testing;

import static io.github.azuredevopsconnector.testing.Wire.bodyOf;
import static io.github.azuredevopsconnector.testing.Wire.edge;
import static io.github.azuredevopsconnector.testing.Wire.exception;
import static io.github.azuredevopsconnector.testing.Wire.gzipped;
import static io.github.azuredevopsconnector.testing.Wire.html;
import static io.github.azuredevopsconnector.testing.Wire.json;
import static io.github.azuredevopsconnector.testing.Wire.notAMember;
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
 * Answers one request like Azure DevOps, a proxy or a gateway.
 *
 * <p>Microsoft documents few of the refusals. The others follow recordings of real answers in the tests of
 * github.com/Azure/azure-devops-cli-extension and in the issues of the clients that Microsoft publishes. All names and
 * IDs are made up.
 */
public enum FakeAnswer {
    /**
     * Accepts a token that has every scope. Sends the requested resource. If the resource does not exist, sends status
     * 404 or 400 and the header that names the user. If the path does not exist, sends {@link #PATH_NOT_FOUND}.
     */
    OK((organization, request) -> FakeResource.at(request)
            .map(resource -> resource.response(organization))
            .orElseGet(() -> pathNotFound(organization))),
    /** Like {@link #OK}, with the headers that announce the rate limit. */
    OK_NEAR_RATE_LIMIT((organization, request) -> OK.builder(organization, request)
            .setHeader("Retry-After", "5")
            .setHeader("X-RateLimit-Resource", "Core")
            .setHeader("X-RateLimit-Delay", "0.2")
            .setHeader("X-RateLimit-Limit", "200")
            .setHeader("X-RateLimit-Remaining", "12")),
    /** Like {@link #OK}, but with empty lists, because nothing is visible to the token's owner. */
    OK_WITH_NOTHING_VISIBLE((organization, request) -> FakeResource.at(request)
            .map(resource -> resource.emptyResponse(organization))
            .orElseGet(() -> pathNotFound(organization))),
    /** Like {@link #OK}, but compressed, although the request did not ask for that. */
    OK_GZIPPED((organization, request) -> gzipped(OK.toResponse(organization, request))),
    /** Sends what an organization with public projects sends to everyone, whatever the token is. */
    ANONYMOUS((organization, request) -> json(200)
            .body(
                    request.path().equals(FakeResource.CONNECTION_DATA.path())
                            ? "{\"authenticatedUser\":{\"id\":\"aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa\","
                                    + "\"descriptor\":\"System:PublicAccess;aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa\","
                                    + "\"providerDisplayName\":\"Anonymous\",\"properties\":{}},"
                                    + "\"instanceId\":\"" + organization.id() + "\"}"
                            : bodyOf(FakeResource.PROJECTS
                                            .response(organization)
                                            .build())
                                    .readUtf8())),

    /** Refuses a token that is invalid, revoked or for another organization, or that lacks the scope. */
    UNAUTHORIZED(() -> unauthorized()),
    /** Like {@link #UNAUTHORIZED}, in a body that names the anonymous user. */
    UNAUTHORIZED_AS_ANONYMOUS(() -> exception(
            401,
            "UnauthorizedRequestException",
            "TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' is not authorized to access this resource.")),
    /** Like {@link #UNAUTHORIZED}, with empty quotation marks instead of the user. */
    UNAUTHORIZED_AS_NOBODY(() -> exception(
            401, "UnauthorizedRequestException", "TF400813: The user '' is not authorized to access this resource.")),
    /** Like {@link #UNAUTHORIZED}, in a body that does not mention a user. */
    UNAUTHORIZED_WITHOUT_USER(() -> exception(
            401,
            "UnauthorizedRequestException",
            "TF400813: Resource not available for anonymous access. Client authentication required.")),
    /** Like {@link #UNAUTHORIZED}, but redirects to the sign-in page, although the request asked for no redirect. */
    SIGN_IN_REDIRECT((organization, request) -> html(302, "Object moved")
            .setHeader(
                    "Location",
                    "https://spsprodweu1.vssps.visualstudio.com/_signin?realm=dev.azure.com&reply_to=https%3A%2F%2F"
                            + "dev.azure.com%2F" + organization.name() + "%2F")),
    /** Like {@link #SIGN_IN_REDIRECT}, but redirects directly to Microsoft Entra. */
    SIGN_IN_REDIRECT_TO_ENTRA(() -> html(302, "Object moved")
            .setHeader("Location", "https://login.microsoftonline.com/common/oauth2/authorize?client_id=499b84ac")),
    /** Like {@link #UNAUTHORIZED}, but sends the sign-in page, because a proxy followed the redirect. */
    SIGN_IN_PAGE(() -> html(203, "\r\n    Azure DevOps Services | Sign In\r\n")),
    /** Refuses a token that the organization has revoked. */
    REVOKED(() -> exception(401, "InvalidAccessException", Text.NOT_ALLOWED)
            .setHeader("X-VSS-AuthenticateError", "RevokedToken")),

    /** Refuses an expired token, with the reason in a header and in the body. */
    EXPIRED(() -> exception(401, "AccessCheckException", Text.HAS_EXPIRED)
            .setHeader(
                    "X-TFS-ServiceError",
                    "Access%20Denied%3A%20The%20Personal%20Access%20Token%20used%20has%20expired.")),
    /** Refuses an expired token, with the reason only in a header. */
    EXPIRED_IN_HEADER(() -> unauthorized()
            .setHeader("X-TFS-ServiceError", "Access+Denied%3A+The+Personal+Access+Token+used+has+expired.")),
    /** Refuses an expired token, with the reason as plain text in the body. */
    EXPIRED_AS_TEXT(() -> text(401, Text.HAS_EXPIRED)),
    /** Refuses an expired token, with the reason in the title of an HTML page. */
    EXPIRED_AS_PAGE(() -> html(401, Text.HAS_EXPIRED)),
    /** Refuses a token for all organizations, because the organization does not accept such tokens. */
    GLOBAL_TOKEN_PROHIBITED(() -> html(401, Text.GLOBAL_TOKEN)
            .setHeader(
                    "X-TFS-ServiceError", Text.GLOBAL_TOKEN.replace(" ", "%20").replace("'", "%27"))),

    /** Refuses a token whose owner is not a member of the organization, or has no license there. */
    NOT_A_MEMBER((organization, request) -> notAMember("'" + organization.userId() + "'")
            .removeHeader("WWW-Authenticate")
            .addHeader("WWW-Authenticate", "TFS-Federated")
            .addHeader("WWW-Authenticate", "Bearer")),
    /** Like {@link #NOT_A_MEMBER}, with the account of the user. */
    NOT_A_MEMBER_BY_ACCOUNT(
            (organization, request) -> notAMember("'" + organization.userId() + "\\" + organization.account() + "'")),
    /** Like {@link #NOT_A_MEMBER}, with the account in double quotes. */
    NOT_A_MEMBER_IN_DOUBLE_QUOTES((organization, request) -> notAMember('"' + organization.account() + '"')),
    /** Refuses a token whose owner has never signed in to the organization. */
    NEVER_SIGNED_IN((organization, request) -> exception(
            401,
            "UnauthorizedRequestException",
            "TF401444: Please sign-in at least once as " + organization.userId() + "\\" + organization.account()
                    + " in a web browser to enable access to the service.")),

    /** Refuses a user who lacks a permission, and names the permission. */
    PERMISSION_MISSING((organization, request) -> exception(
            403,
            "AccessCheckException",
            "Access Denied: " + organization.userId() + " needs the following permission(s) on the resource "
                    + "$PROJECT to perform this action: View project-level information")),
    /** Like {@link #PERMISSION_MISSING}, with an error code and the account, but without the permission. */
    PERMISSION_INSUFFICIENT((organization, request) -> exception(
            403,
            "AccessCheckException",
            "TF50309: The following account does not have sufficient permissions to complete the operation: "
                    + organization.account() + ".")),
    /** Refuses a guest, because the organization does not allow guests. */
    GUESTS_NOT_ALLOWED(() -> exception(
            403,
            "UnauthorizedRequestException",
            "TF909091: The policy of the organization does not allow access by guest users.")),
    /** Refuses an operation that personal access tokens may not use. */
    CLOSED_TO_TOKENS(() -> exception(401, "InvalidAccessException", Text.NOT_ALLOWED)),
    /** Like {@link #CLOSED_TO_TOKENS}, with status 403, as if {@code X-TFS-FedAuthRedirect} had not been sent. */
    CLOSED_TO_TOKENS_FORBIDDEN(() -> exception(403, "InvalidAccessException", Text.NOT_ALLOWED)),
    /** Refuses access with status 403, without a reason. */
    FORBIDDEN(() -> service(403)),
    /** Refuses a request that a conditional access policy blocks. */
    CONDITIONAL_ACCESS(() -> exception(403, "VssServiceException", Text.POLICY_FAILED)),
    /** Like {@link #CONDITIONAL_ACCESS}, in the title of an HTML page. */
    CONDITIONAL_ACCESS_PAGE(() -> html(403, Text.POLICY_FAILED)),

    /** Refuses an organization that does not exist, like Microsoft's edge servers. */
    NOT_FOUND(() -> edge(404, "text/plain", "The resource cannot be found.")),
    /** Like {@link #NOT_FOUND}, with an HTML page as the body. */
    NOT_FOUND_PAGE(() -> edge(404, "text/html", page("The resource cannot be found."))),
    /** Refuses a path that does not exist, in an organization that exists, and names the user. */
    PATH_NOT_FOUND((organization, request) -> pathNotFound(organization)),
    /** Refuses an organization that was stopped for inactivity, with status 503. */
    DEACTIVATED(
            (organization, request) -> stopped(organization, "The organization was deactivated due to inactivity.")),
    /** Like {@link #DEACTIVATED}, but the organization was stopped for another reason. */
    STOPPED((organization, request) -> stopped(organization, "Suspended because of suspected abuse.")),
    /** Refuses an API version that is no longer supported, and names the user. */
    BAD_REQUEST((organization, request) -> accepted(
            organization,
            exception(
                    400,
                    "VssInvalidPreviewVersionException",
                    "The requested version \"7.1\" of the resource is under preview. The -preview flag must be "
                            + "supplied."))),

    /** Refuses requests for the next 30 seconds, because there were too many. */
    RATE_LIMITED(() -> exception(429, "RequestBlockedException", Text.BLOCKED).setHeader("Retry-After", "30")),
    /** Like {@link #RATE_LIMITED}, with status 401 and without a time to wait. */
    RATE_LIMITED_AS_UNAUTHORIZED(() -> exception(401, "RequestBlockedException", Text.BLOCKED)),
    /** Reports an outage. */
    UNAVAILABLE(() -> exception(
            503,
            "TeamFoundationException",
            "TF10216: Azure DevOps services are currently unavailable. Try again later.")),
    /** Reports an outage in an HTML page. */
    UNAVAILABLE_PAGE(() -> html(503, "Azure DevOps Services Unavailable")),
    /** Reports that the organization is being moved. */
    OFFLINE(() -> exception(503, "HostShutdownException", "VS403205: The host is being migrated.")
            .setHeader("X-VSS-HostOfflineError", "true")),
    /** Like {@link #OFFLINE}, with status 404. */
    OFFLINE_AS_NOT_FOUND(() -> text(404, "").setHeader("X-VSS-HostOfflineError", "true")),

    /** Reports an outage, like Microsoft's edge servers. */
    BAD_GATEWAY(() -> edge(502, "text/html", "")),
    /** Refuses the request, like Microsoft's edge servers. */
    BLOCKED_BY_EDGE(() -> edge(403, "text/html", page("The request is blocked."))),
    /** Answers like Microsoft's edge servers if they do not know the site. */
    UNKNOWN_TO_EDGE(() -> edge(404, "text/html", page("Our services aren't available right now"))),

    /** Refuses the request in JSON, like a gateway. */
    GATEWAY_REFUSAL(() -> new MockResponse.Builder()
            .code(401)
            .setHeader("Content-Type", "application/json")
            .body("{\"message\":\"The Personal Access Token used has expired.\",\"typeKey\":\"Refusal\"}")),
    /** Redirects to Microsoft Entra, like a gateway that requires users to sign in. */
    GATEWAY_SIGN_IN(() -> page(302, "Sign in to your account")
            .setHeader("Location", "https://login.microsoftonline.com/common/oauth2/authorize?client_id=gateway")),
    /** Sends the sign-in page of a network with status 200, instead of the requested resource. */
    CAPTIVE_PORTAL(() -> page(200, "Guest Wi-Fi")),
    /** Sends the sign-in page of a network with status 511 (RFC 6585). */
    NETWORK_SIGN_IN(() -> page(511, "Network Authentication Required")),
    /** Refuses the request, like a web filter. */
    FILTER_PAGE(() -> page(403, "Access to this site is blocked")),
    /** Requires authentication, like a proxy. */
    PROXY_AUTHENTICATION_REQUIRED(() -> page(407, "Proxy Authentication Required")
            .setHeader("Proxy-Authenticate", "Basic realm=\"proxy.example\"")),
    /** Sends status 200 and half of the JSON. */
    TRUNCATED((organization, request) -> {
        MockResponse whole = OK.toResponse(organization, request);
        String body = bodyOf(whole).readUtf8();
        return new MockResponse.Builder(whole).body(body.substring(0, body.length() / 2));
    }),
    /** Sends status 200 and a body with a content coding that the request did not ask for. */
    UNKNOWN_CODING((organization, request) -> OK.builder(organization, request).setHeader("Content-Encoding", "br")),
    /** Sends status 200 and a small body that expands to 4 megabytes. */
    GZIP_BOMB((organization, request) -> gzipped(json(200)
            .body("{\"count\":0,\"value\":[" + " ".repeat(4 << 20) + "]}")
            .build())),

    /** Sends nothing for an hour. */
    SILENT((organization, request) -> OK.builder(organization, request).headersDelay(1, TimeUnit.HOURS)),
    /** Sends the headers, but no body for an hour. */
    STALLED((organization, request) -> OK.builder(organization, request).bodyDelay(1, TimeUnit.HOURS)),
    /** Closes the connection in the middle of the body. */
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
     * {@return the response to a request} Does not check the token.
     *
     * @param organization the organization to which the request was sent
     * @param request a request with any path
     */
    public MockResponse toResponse(FakeOrganization organization, ReceivedRequest request) {
        return builder(organization.copy(), request).build();
    }

    /** {@return whether a client waits for this answer until its own timeout} */
    public boolean hangs() {
        return this == SILENT || this == STALLED;
    }

    private MockResponse.Builder builder(FakeOrganization organization, ReceivedRequest request) {
        return response.apply(organization, request);
    }

    private static MockResponse.Builder pathNotFound(FakeOrganization organization) {
        return accepted(organization, exception(404, "HttpException", "The controller for the path was not found."));
    }

    /** Adds the header that names the user. The service sends it with almost every answer to an accepted token. */
    static MockResponse.Builder accepted(FakeOrganization organization, MockResponse.Builder response) {
        String account = organization.account().replaceAll("[^ -~]", "?"); // a header is ASCII
        return response.setHeader("X-VSS-UserData", organization.userId() + ":" + account);
    }

    /**
     * Returns the answer of a stopped organization. Its body begins with a byte order mark, and it has no activity ID.
     */
    private static MockResponse.Builder stopped(FakeOrganization organization, String reason) {
        String sentence = "TF24668: The following team project collection is stopped: " + organization.name();
        MockResponse.Builder response =
                exception(503, "VssServiceException", sentence + ". Administrator Reason: " + reason);
        return response.body("\uFEFF" + bodyOf(response.build()).readUtf8())
                .removeHeader("ActivityId")
                .removeHeader("X-VSS-E2EID")
                .setHeader("X-TFS-ServiceError", sentence.replace(":", "%3A").replace(" ", "%20"));
    }

    /** Text of more than one answer. Has its own class, because an enum constant cannot refer to a later field. */
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
