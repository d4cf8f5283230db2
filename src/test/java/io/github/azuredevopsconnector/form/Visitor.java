package io.github.azuredevopsconnector.form;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends the requests that a browser sends when a user fills in the form. */
final class Visitor {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    final String cookie;

    private Visitor(URI address) throws IOException, InterruptedException {
        this.address = address;
        HttpResponse<String> form = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        this.cookie = cookie(form);
    }

    /** Returns the name and the value of the cookie that an answer sets. */
    static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    /** Returns the CSRF token of the form in an answer. */
    static String csrf(HttpResponse<String> answer) {
        Matcher field = CSRF.matcher(answer.body());
        if (!field.find()) {
            throw new AssertionError(answer.body());
        }
        return field.group(1);
    }

    /** Opens the form. */
    static Visitor of(FormServer server) throws IOException, InterruptedException {
        return new Visitor(server.address());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /** Returns the CSRF token of a new form. */
    String csrf() throws IOException, InterruptedException {
        return csrf(get(""));
    }

    /** Submits a new form. */
    HttpResponse<String> submit(String organizationUrl, String personalAccessToken)
            throws IOException, InterruptedException {
        return submit(cookie, csrf(), organizationUrl, personalAccessToken);
    }

    HttpResponse<String> submit(String cookie, String csrf, String organizationUrl, String personalAccessToken)
            throws IOException, InterruptedException {
        String body = "csrf=" + encode(csrf) + "&organizationUrl=" + encode(organizationUrl) + "&personalAccessToken="
                + encode(personalAccessToken);
        return send(request("").setHeader("Cookie", cookie).POST(BodyPublishers.ofString(body)));
    }

    /** Returns a request that has the cookie and says that its body is a form. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .setHeader("Cookie", cookie)
                .setHeader("Content-Type", "application/x-www-form-urlencoded");
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
