package io.github.azuredevopsconnector.testing;

import java.util.UUID;
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
    /** What was asked for, if the token is the right one; otherwise as {@link #UNAUTHORIZED}. */
    OK((organization, request) -> organization.accepts(request)
            ? accepted(organization).body(whatIsAskedFor(organization, request))
            : unauthorized()),
    /** As {@link #OK}, with the headers that announce the rate limit. */
    OK_NEAR_RATE_LIMIT((organization, request) -> OK.response
            .apply(organization, request)
            .setHeader("Retry-After", "5")
            .setHeader("X-RateLimit-Resource", "Core")
            .setHeader("X-RateLimit-Delay", "0.2")
            .setHeader("X-RateLimit-Limit", "200")
            .setHeader("X-RateLimit-Remaining", "12")),
    /** No projects at all, or, for connection data, as {@link #OK}. */
    OK_WITHOUT_PROJECTS((organization, request) -> request.isForProjects() && organization.accepts(request)
            ? accepted(organization).body("{\"count\":0,\"value\":[]}")
            : OK.response.apply(organization, request)),
    /** What anybody gets of an organization with public projects, whatever the token. */
    ANONYMOUS((organization, request) -> json(200)
            .body(
                    request.isForProjects()
                            ? Text.PROJECTS
                            : "{\"authenticatedUser\":{\"id\":\"aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa\","
                                    + "\"descriptor\":\"System:PublicAccess;aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa\","
                                    + "\"providerDisplayName\":\"Anonymous\",\"properties\":{}},"
                                    + "\"instanceId\":\"" + organization.id() + "\"}")),

    /** A token that is invalid, revoked or another organization's; also a live one that lacks this call's scope. */
    UNAUTHORIZED(() -> unauthorized()),
    /** As {@link #UNAUTHORIZED}, in a body that names the anonymous user. */
    UNAUTHORIZED_AS_ANONYMOUS(() -> exception(
            401,
            "TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' is not authorized to access this resource.",
            "UnauthorizedRequestException")),
    /** As {@link #UNAUTHORIZED}, in a body that names no user. */
    UNAUTHORIZED_AS_NOBODY(() -> exception(
            401, "TF400813: The user '' is not authorized to access this resource.", "UnauthorizedRequestException")),
    /** As {@link #UNAUTHORIZED}, where the request not to be redirected was not honored. */
    SIGN_IN_REDIRECT((organization, request) -> html(302, "Object moved")
            .setHeader(
                    "Location",
                    "https://spsprodweu1.vssps.visualstudio.com/_signin?realm=dev.azure.com&reply_to=https%3A%2F%2F"
                            + "dev.azure.com%2F" + organization.name() + "%2F")),
    /** As {@link #UNAUTHORIZED}, where something on the way followed the redirect. */
    SIGN_IN_PAGE(() -> html(203, "\r\n    Azure DevOps Services | Sign In\r\n")),

    /** A token that expired, in the header and as an exception. */
    EXPIRED(() -> exception(401, Text.HAS_EXPIRED, "AccessCheckException")
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
    GLOBAL_TOKEN_PROHIBITED((organization, request) -> {
        String sentence = "The organization's security policy prohibits access by global Personal Access Token (PAT) "
                + "unless you are on an allowlist.";
        return html(401, sentence)
                .setHeader("X-TFS-ServiceError", sentence.replace(" ", "%20").replace("'", "%27"));
    }),
    /** A token whose user is no member of the organization. */
    NOT_A_MEMBER((organization, request) -> exception(
                    401,
                    "TF400813: The user '" + organization.userId() + "' is not authorized to access this resource.",
                    "UnauthorizedRequestException")
            .removeHeader("WWW-Authenticate")
            .addHeader("WWW-Authenticate", "TFS-Federated")
            .addHeader("WWW-Authenticate", "Bearer")),
    /** As {@link #NOT_A_MEMBER}, where the user is named by the account. */
    NOT_A_MEMBER_BY_ACCOUNT((organization, request) -> exception(
            401,
            "TF400813: The user '" + organization.userId() + "\\\\" + quoted(organization.account())
                    + "' is not authorized to access this resource.",
            "UnauthorizedRequestException")),
    /** A user who lacks a permission, which the answer names. */
    PERMISSION_MISSING((organization, request) -> exception(
            403,
            "Access Denied: " + organization.userId() + " needs the following permission(s) on the resource "
                    + "$PROJECT to perform this action: View project-level information",
            "AccessCheckException")),
    /** An operation that is closed to personal access tokens. */
    CLOSED_TO_TOKENS(() -> exception(403, "The requested operation is not allowed.", "InvalidAccessException")),
    /** A refusal that does not say why. */
    FORBIDDEN(() -> service(403)),
    /** A conditional access policy that does not allow the network. */
    CONDITIONAL_ACCESS(() -> exception(403, Text.POLICY_FAILED, "VssServiceException")),
    /** As {@link #CONDITIONAL_ACCESS}, in a page's title. */
    CONDITIONAL_ACCESS_PAGE(() -> html(403, Text.POLICY_FAILED)),
    /** No such organization. */
    NOT_FOUND(() -> text(404, "The resource cannot be found.")),
    /** As {@link #NOT_FOUND}, as a page. */
    NOT_FOUND_PAGE(() -> html(404, "The resource cannot be found.")),
    /** An organization that was stopped: status 503, for good. */
    DEACTIVATED((organization, request) -> exception(
                    503,
                    "TF24668: The following team project collection is stopped: " + organization.name()
                            + ". The organization was deactivated due to inactivity.",
                    "VssServiceException",
                    "\uFEFF")
            .removeHeader("ActivityId")
            .removeHeader("X-VSS-E2EID")
            .setHeader(
                    "X-TFS-ServiceError", "TF24668%3A%20The%20following%20team%20project%20collection%20is%20stopped")),
    /** A preview of the API that is gone. */
    BAD_REQUEST(() -> exception(
            400,
            "The requested version \\\"7.1\\\" of the resource is under preview.",
            "VssInvalidPreviewVersionException")),

    /** Too many requests, for the next 30 seconds. */
    RATE_LIMITED(() -> exception(
                    429, "TF400733: The request has been canceled: Request was blocked.", "RequestBlockedException")
            .setHeader("Retry-After", "30")),
    /** An outage. */
    UNAVAILABLE(() -> exception(
            503,
            "TF10216: Azure DevOps services are currently unavailable. Try again later.",
            "TeamFoundationException")),
    /** An outage, as a page. */
    UNAVAILABLE_PAGE(() -> html(503, "Azure DevOps Services Unavailable")),
    /** An outage, told by the edge of Microsoft's network. */
    BAD_GATEWAY(() -> new MockResponse.Builder().code(502).setHeader("X-MSEdge-Ref", "Ref A: 0 Ref B: 0 Ref C: 0")),
    /** An organization whose host is offline for the moment. */
    OFFLINE(() -> text(404, "").setHeader("X-VSS-HostOfflineError", "true")),

    /** A network that asks for a sign-in of its own. */
    CAPTIVE_PORTAL(() -> page(200, "Guest Wi-Fi")),
    /** A web filter that does not let the request through. */
    FILTER_PAGE(() -> page(403, "Access to this site is blocked")),
    /** A proxy that wants credentials. */
    PROXY_AUTHENTICATION_REQUIRED(() -> page(407, "Proxy Authentication Required")
            .setHeader("Proxy-Authenticate", "Basic realm=\"proxy.example\"")),
    /** Status 200 and half a JSON document. */
    TRUNCATED((organization, request) -> {
        String whole = whatIsAskedFor(organization, request);
        return json(200).body(whole.substring(0, whole.length() / 2));
    }),

    /** No answer, for an hour. */
    SILENT(() -> json(200).body(Text.PROJECTS).headersDelay(1, TimeUnit.HOURS)),
    /** Headers, and no body for an hour. */
    STALLED(() -> json(200).body(Text.PROJECTS).bodyDelay(1, TimeUnit.HOURS)),
    /** A connection that is cut in the middle of the body. */
    CUT(() -> json(200).body(Text.PROJECTS).onResponseBody(new SocketEffect.CloseStream()));

    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    private final BiFunction<FakeOrganization, ReceivedRequest, MockResponse.Builder> response;

    FakeAnswer(BiFunction<FakeOrganization, ReceivedRequest, MockResponse.Builder> response) {
        this.response = response;
    }

    FakeAnswer(Supplier<MockResponse.Builder> response) {
        this((organization, request) -> response.get());
    }

    /**
     * {@return the response to a request}
     *
     * @param organization is the one that the request is for
     * @param request is for connection data or projects
     */
    public MockResponse toResponse(FakeOrganization organization, ReceivedRequest request) {
        return response.apply(organization, request).build();
    }

    /** Any answer of the service. */
    private static MockResponse.Builder service(int status) {
        String activityId = UUID.randomUUID().toString();
        return new MockResponse.Builder()
                .code(status)
                .setHeader("ActivityId", activityId)
                .setHeader("X-VSS-E2EID", activityId)
                .setHeader("X-TFS-ProcessId", "00000000-0000-4000-8000-000000000007")
                .setHeader("Cache-Control", "no-cache, no-store, must-revalidate")
                .addHeader(
                        "Set-Cookie",
                        "VstsSession=%7B%7D;SameSite=None; domain=.dev.azure.com; path=/; secure; HttpOnly");
    }

    private static MockResponse.Builder json(int status) {
        return service(status).setHeader("Content-Type", "application/json; charset=utf-8; api-version=7.1");
    }

    private static MockResponse.Builder text(int status, String text) {
        return service(status)
                .setHeader("Content-Type", "text/plain; charset=utf-8")
                .body(text);
    }

    private static MockResponse.Builder html(int status, String title) {
        return service(status)
                .setHeader("Content-Type", "text/html; charset=utf-8")
                .body("<!DOCTYPE html>\r\n<html lang=\"en-US\">\r\n<head><title>" + title
                        + "</title></head>\r\n<body><p>Sign in to continue.</p></body>\r\n</html>\r\n");
    }

    /** A page of somebody else. */
    private static MockResponse.Builder page(int status, String title) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "text/html")
                .body("<html><head><title>" + title + "</title></head><body></body></html>");
    }

    private static MockResponse.Builder unauthorized() {
        return service(401).setHeader("WWW-Authenticate", "Basic realm=\"https://tfsprodweu1.visualstudio.com/\"");
    }

    private static MockResponse.Builder exception(int status, String message, String type) {
        return exception(status, message, type, "");
    }

    private static MockResponse.Builder exception(int status, String message, String type, String byteOrderMark) {
        MockResponse.Builder response = json(status);
        if (status == 401) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"https://tfsprodweu1.visualstudio.com/\"");
        }
        return response.body(byteOrderMark + "{\"$id\":\"1\",\"innerException\":null,\"message\":\"" + message
                + "\",\"typeName\":\"Microsoft.TeamFoundation.Framework.Server." + type + ", Microsoft.TeamFoundation."
                + "Framework.Server\",\"typeKey\":\"" + type + "\",\"errorCode\":0,\"eventId\":3000}");
    }

    private static MockResponse.Builder accepted(FakeOrganization organization) {
        String account = organization.account().replaceAll("[^ -~]", "?"); // a header is ASCII
        return json(200).setHeader("X-VSS-UserData", organization.userId() + ":" + account);
    }

    private static String whatIsAskedFor(FakeOrganization organization, ReceivedRequest request) {
        return request.isForProjects() ? Text.PROJECTS : connectionData(organization);
    }

    private static String connectionData(FakeOrganization organization) {
        return "{\"authenticatedUser\":{\"id\":\"" + organization.userId() + "\","
                + "\"descriptor\":\"Microsoft.IdentityModel.Claims.ClaimsIdentity;72f00000-0000-4000-8000-00000000db47\\\\"
                + quoted(organization.account()) + "\","
                + "\"subjectDescriptor\":\"aad.MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAw\","
                + "\"providerDisplayName\":\"" + quoted(organization.displayName()) + "\",\"isActive\":true,"
                + "\"properties\":{\"Account\":{\"$type\":\"System.String\",\"$value\":\""
                + quoted(organization.account()) + "\"}},\"resourceVersion\":2,\"metaTypeId\":0},"
                + "\"authorizedUser\":{\"id\":\"" + organization.userId() + "\"},"
                + "\"instanceId\":\"" + organization.id() + "\","
                + "\"deploymentId\":\"13a19993-c6bc-326c-afb4-32c5519f46f0\",\"deploymentType\":\"hosted\","
                + "\"locationServiceData\":{\"serviceOwner\":\"00025394-6065-48ca-87d9-7f5672854ef7\","
                + "\"defaultAccessMappingMoniker\":\"PublicAccessMapping\",\"lastChangeId\":56789012}}";
    }

    /** The inside of a JSON string: everything but letters and digits as an escape. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        text.chars().forEach(c -> {
            if (c < 0x80 && Character.isLetterOrDigit(c)) {
                quoted.append((char) c);
            } else {
                quoted.append(String.format("\\u%04x", c));
            }
        });
        return quoted.toString();
    }

    /** Text that more than one answer has. In a class of its own, for a constant's row may not refer forward. */
    private static final class Text {
        static final String HAS_EXPIRED = "Access Denied: The Personal Access Token used has expired.";
        static final String POLICY_FAILED =
                "VS403463: The conditional access policy defined by your Azure Active Directory administrator has failed.";
        static final String PROJECTS = "{\"count\":1,\"value\":[{\"id\":\"eb6e4656-77fc-42a1-9181-4c6d8e9da5d1\","
                + "\"name\":\"Fabrikam-Fiber\",\"url\":\"https://dev.azure.com/fabrikam/_apis/projects/"
                + "eb6e4656-77fc-42a1-9181-4c6d8e9da5d1\",\"state\":\"wellFormed\",\"revision\":417,"
                + "\"visibility\":\"private\",\"lastUpdateTime\":\"2026-02-03T10:21:44.087Z\"}]}";
    }
}
