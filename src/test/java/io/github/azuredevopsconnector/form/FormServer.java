package io.github.azuredevopsconnector.form;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.VerificationResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the form on the loopback interface. Only the connector gets the token that was typed. No answer may be stored,
 * and a form is accepted only from the browser that it was served to.
 */
final class FormServer implements AutoCloseable {

    /** Both fields at their longest, percent-encoded. */
    private static final int BODY_LIMIT = 32 * 1024;

    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private static final String COOKIE = "form-session";
    private static final Pattern SESSION = Pattern.compile("(?:^|;\\s*)" + COOKIE + "=([A-Za-z0-9_-]{43})(?:;|$)");

    private final AzureDevOpsConnector connector;
    private final Examples examples;
    private final FormPage page;
    private final Csrf csrf = new Csrf();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private FormServer(AzureDevOpsConnector connector, Examples examples, HttpServer server) {
        this.connector = connector;
        this.examples = examples;
        this.page = new FormPage(connector.requiredScopes(), examples.beside());
        this.server = server;
    }

    /** Returns a server on a free port. It runs until it is closed. */
    static FormServer start(AzureDevOpsConnector connector, Examples examples) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FormServer form = new FormServer(connector, examples, server);
        server.createContext("/", exchange -> {
            try {
                form.handle(exchange);
            } finally {
                exchange.close();
            }
        });
        server.setExecutor(form.threads);
        server.start();
        return form;
    }

    URI address() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        switch (target) {
            case "GET /":
                showForm(exchange);
                return;
            case "POST /":
                submit(exchange);
                return;
            case "GET /form.css":
                send(exchange, 200, "text/css", Html.resource("form.css"));
                return;
            case "GET /form.js":
                send(exchange, 200, "text/javascript", Html.resource("form.js"));
                return;
            default:
                boolean known = exchange.getRequestURI().getPath().matches("/(form\\.(css|js))?");
                send(exchange, known ? 405 : 404, "text/plain", known ? "Method not allowed" : "Not found");
        }
    }

    private void showForm(HttpExchange exchange) throws IOException {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        show(exchange, 200, FormContent.blank(examples.urlOf(query)));
    }

    private void submit(HttpExchange exchange) throws IOException {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase(FORM_TYPE)) {
            show(exchange, 415, FormContent.refused("Use the form on this page."));
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
        if (body.length > BODY_LIMIT) {
            show(exchange, 413, FormContent.refused("What you entered is too long: enter URL and token alone."));
            return;
        }
        Submission submission;
        try {
            submission = Submission.parse(new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            show(exchange, 400, FormContent.refused("Use the form on this page."));
            return;
        }
        Optional<String> session = session(exchange).filter(id -> csrf.matches(id, submission.csrf));
        if (session.isEmpty()) {
            show(exchange, 403, FormContent.refused("This page was out of date: fill in the form again."));
            return;
        }
        VerificationResult result = connector.connect(submission.organizationUrl, submission.personalAccessToken);
        result.retryAfter()
                .ifPresent(wait -> exchange.getResponseHeaders().set("Retry-After", String.valueOf(wait.toSeconds())));
        int status = result.match(verified -> 200, rejected -> 422, inconclusive -> 503);
        sendPage(exchange, status, page.of(csrf.tokenFor(session.get()), submission, result));
    }

    private void show(HttpExchange exchange, int status, FormContent content) throws IOException {
        String session = session(exchange).orElseGet(csrf::newSession);
        exchange.getResponseHeaders().set("Set-Cookie", COOKIE + "=" + session + "; Path=/; HttpOnly; SameSite=Strict");
        sendPage(exchange, status, page.of(csrf.tokenFor(session), content));
    }

    private static Optional<String> session(HttpExchange exchange) {
        List<String> cookies = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
        return cookies.stream()
                .map(SESSION::matcher)
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .findFirst();
    }

    private static void sendPage(HttpExchange exchange, int status, Html page) throws IOException {
        send(exchange, status, "text/html", page.toString());
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
                                + "frame-ancestors 'none'");
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
