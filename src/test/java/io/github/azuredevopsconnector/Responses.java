package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** Returns the JSON in which the service wraps an exception, which shows that Azure DevOps sent the answer. */
    static String exception(String typeKey, String message) {
        return "{\"$id\":\"1\",\"innerException\":null,\"message\":\""
                + message.replace("\\", "\\\\").replace("\"", "\\\"")
                + "\",\"typeName\":\"Microsoft.TeamFoundation.Framework.Server." + typeKey
                + ", Microsoft.TeamFoundation.Framework.Server\",\"typeKey\":\"" + typeKey
                + "\",\"errorCode\":0,\"eventId\":3000}";
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
}
