package io.github.azuredevopsconnector.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;

/** A request that the fake received. Immutable. */
public final class ReceivedRequest {

    private final String method;
    private final String host;
    private final String target;
    private final String version;
    private final Headers headers;

    private ReceivedRequest(String method, String host, String target, String version, Headers headers) {
        this.method = method;
        this.host = host;
        this.target = target;
        this.version = version;
        this.headers = headers;
    }

    static ReceivedRequest of(RecordedRequest request) {
        return new ReceivedRequest(
                request.getMethod(),
                request.getUrl().host(),
                request.getTarget(),
                request.getVersion(),
                request.getHeaders());
    }

    /** {@return the method, such as {@code GET}} */
    public String method() {
        return method;
    }

    /** {@return the host in the request, such as {@code dev.azure.com}} */
    public String host() {
        return host;
    }

    /** {@return the path and the query, such as {@code /contoso/_apis/projects?$top=1&api-version=7.1}} */
    public String target() {
        return target;
    }

    /** {@return the path below the organization, without its query, such as {@code _apis/projects}} */
    public String path() {
        String path = target.split("\\?", 2)[0];
        int organization = path.indexOf('/', 1);
        return organization < 0 ? "" : path.substring(organization + 1);
    }

    /** {@return the version of HTTP, which is {@code HTTP/1.1} or {@code HTTP/2}} */
    public String version() {
        return version;
    }

    /** {@return the first segment of the path, such as {@code contoso}} */
    public String organization() {
        return target.split("[/?]", -1).length > 1 ? target.split("[/?]", -1)[1] : "";
    }

    /**
     * {@return the values of a header}
     *
     * @param name in upper or lower case
     */
    public List<String> headers(String name) {
        return headers.values(name);
    }

    /**
     * {@return the first value of a header, or empty if the request does not have the header}
     *
     * @param name in upper or lower case
     */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** {@return the token, which is the password of the Basic credentials, or empty if there are no credentials} */
    public Optional<String> token() {
        return header("Authorization")
                .filter(value -> value.startsWith("Basic "))
                .flatMap(value -> decoded(value.substring("Basic ".length())))
                .map(credentials -> credentials.substring(credentials.indexOf(':') + 1));
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the method, the host and the target. Omits the headers, which contain the token. */
    @Override
    public String toString() {
        return method + " https://" + host + target;
    }
}
