package io.github.azuredevopsconnector.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import okio.Buffer;

/** Builds answers with the headers of the service, of Microsoft's edge servers, or of another server. */
final class Wire {

    private static final String BASIC = "Basic realm=\"https://tfsprodweu1.visualstudio.com/\"";

    private Wire() {}

    /** Returns an answer of the service with any status. */
    static MockResponse.Builder service(int status) {
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

    static MockResponse.Builder json(int status) {
        return service(status).setHeader("Content-Type", "application/json; charset=utf-8; api-version=7.1");
    }

    static MockResponse.Builder text(int status, String text) {
        return service(status)
                .setHeader("Content-Type", "text/plain; charset=utf-8")
                .body(text);
    }

    static MockResponse.Builder html(int status, String title) {
        return service(status)
                .setHeader("Content-Type", "text/html; charset=utf-8")
                .body("<!DOCTYPE html>\r\n<html lang=\"en-US\">\r\n<head><title>" + title
                        + "</title></head>\r\n<body><p>Sign in to continue.</p></body>\r\n</html>\r\n");
    }

    /** Returns the answer for a token that is not accepted or lacks the scope. The body is empty. */
    static MockResponse.Builder unauthorized() {
        return service(401).setHeader("WWW-Authenticate", BASIC);
    }

    /** Returns an exception of the service, wrapped in JSON. */
    static MockResponse.Builder exception(int status, String type, String message) {
        MockResponse.Builder response = json(status);
        if (status == 401) {
            response.setHeader("WWW-Authenticate", BASIC);
        }
        return response.body("{\"$id\":\"1\",\"innerException\":null,\"message\":\"" + quoted(message)
                + "\",\"typeName\":\"Microsoft.TeamFoundation.Framework.Server." + type + ", Microsoft.TeamFoundation."
                + "Framework.Server\",\"typeKey\":\"" + type + "\",\"errorCode\":0,\"eventId\":3000}");
    }

    /** Returns the answer for a token whose owner, whom the quoted text names, is known but has no access. */
    static MockResponse.Builder notAMember(String quotedUser) {
        return exception(
                401,
                "UnauthorizedRequestException",
                "TF400813: The user " + quotedUser + " is not authorized to access this resource.");
    }

    /** Returns an answer of Microsoft's edge servers. The request did not reach the service. */
    static MockResponse.Builder edge(int status, String contentType, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("X-MSEdge-Ref", "Ref A: 0 Ref B: 0 Ref C: 0")
                .setHeader("Content-Type", contentType)
                .body(body);
    }

    /** Returns a page of another server. */
    static MockResponse.Builder page(int status, String title) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "text/html")
                .body(page(title));
    }

    static String page(String title) {
        return "<html><head><title>" + title + "</title></head><body></body></html>";
    }

    /** Returns the answer with a compressed body. */
    static MockResponse.Builder gzipped(MockResponse response) {
        Buffer zipped = new Buffer();
        try (OutputStream out = new GZIPOutputStream(zipped.outputStream())) {
            bodyOf(response).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MockResponse.Builder(response)
                .setHeader("Content-Encoding", "gzip")
                .body(zipped);
    }

    static Buffer bodyOf(MockResponse response) {
        Buffer body = new Buffer();
        MockResponseBody source = response.getBody();
        if (source != null) {
            try {
                source.writeTo(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return body;
    }

    /** Escapes text for a JSON string. Escapes everything except printable ASCII. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        text.chars().forEach(c -> {
            if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
                quoted.append((char) c);
            } else {
                quoted.append(String.format("\\u%04x", c));
            }
        });
        return quoted.toString();
    }
}
