package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Builds responses for tests that need no network. */
final class Responses {

    /** A header that only Azure DevOps sends. */
    static final String SERVICE_HEADER = "ActivityId: 5a1d3c70-0000-4000-8000-00000000ac71";

    private Responses() {}

    /** Returns a whole response. */
    static Answer response(int status, String body, String... headers) {
        return response(status, body.getBytes(UTF_8), headers);
    }

    static Answer response(int status, byte[] body, String... headers) {
        return Answer.response(status, headers(headers), body, false);
    }

    /** Returns headers from lines such as {@code Retry-After: 5}. A repeated name keeps all its values. */
    static HttpHeaders headers(String... lines) {
        Map<String, List<String>> values = Arrays.stream(lines)
                .map(line -> line.split(": ?", 2))
                .collect(Collectors.groupingBy(
                        line -> line[0], TreeMap::new, Collectors.mapping(line -> line[1], Collectors.toList())));
        return HttpHeaders.of(values, (name, value) -> true);
    }

    static String[] with(String[] headers, String... more) {
        String[] all = Arrays.copyOf(headers, headers.length + more.length);
        System.arraycopy(more, 0, all, headers.length, more.length);
        return all;
    }

    /** Returns the JSON in which the service wraps an exception, which shows that Azure DevOps sent the answer. */
    static String exception(String typeKey, String message) {
        return "{\"$id\":\"1\",\"innerException\":null,\"message\":\"" + quoted(message)
                + "\",\"typeName\":\"Microsoft.TeamFoundation.Framework.Server." + typeKey
                + ", Microsoft.TeamFoundation.Framework.Server\",\"typeKey\":\"" + typeKey
                + "\",\"errorCode\":0,\"eventId\":3000}";
    }

    /** Escapes text for a JSON string. */
    static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The forms in which a refusal can contain its reason. */
    enum Form {
        WRAPPED_EXCEPTION {
            @Override
            Answer refusal(int status, String text, String... headers) {
                return response(status, '\uFEFF' + exception("SomeException", text), headers);
            }
        },
        JSON_OF_GATEWAY {
            @Override
            Answer refusal(int status, String text, String... headers) {
                return response(
                        status, "{\"message\":\"" + quoted(text) + "\",\"typeKey\":\"SomeException\"}", headers);
            }
        },
        IMPROPER_JSON {
            @Override
            Answer refusal(int status, String text, String... headers) {
                return response(status, "{\"count\":1,\"value\":{\"Message\":\"" + quoted(text) + "\"}}", headers);
            }
        },
        BARE_JSON {
            @Override
            Answer refusal(int status, String text, String... headers) {
                return response(status, "{\"Message\":\"" + quoted(text) + "\"}", headers);
            }
        },
        TEXT {
            @Override
            Answer refusal(int status, String text, String... headers) {
                return response(status, text, headers);
            }
        },
        TITLE {
            @Override
            Answer refusal(int status, String text, String... headers) {
                return response(
                        status,
                        "<!DOCTYPE html>\r\n<html><head><title>" + text.replace("'", "&#39;")
                                + "</title></head><body>x</body></html>",
                        headers);
            }
        },
        HEADER {
            @Override
            Answer refusal(int status, String text, String... headers) {
                return response(status, "", with(headers, "X-TFS-ServiceError: " + URLEncoder.encode(text, UTF_8)));
            }
        };

        abstract Answer refusal(int status, String text, String... headers);

        /** Returns whether this form shows that Azure DevOps sent the answer, whatever the text is. */
        boolean isMark() {
            return this == WRAPPED_EXCEPTION || this == HEADER;
        }
    }
}
