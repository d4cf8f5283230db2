package io.github.azuredevopsconnector.form;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.VerificationResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the form on the loopback interface. The token that was entered is sent only to Azure DevOps, and is in no
 * response. Browsers are told not to store any response. A form is accepted only once, and only from the browser to
 * which it was served.
 */
final class FormServer implements AutoCloseable {

    static final Duration BROWSER_LIMIT = Duration.ofSeconds(10);

    /** Both fields at their longest, percent-encoded. */
    private static final int BODY_LIMIT = 32 * 1024;

    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private static final String COOKIE = "form-session";
    private static final Pattern SESSION = Pattern.compile("(?:^|;\\s*)" + COOKIE + "=([^;]*)");

    private final AzureDevOpsConnector connector;
    private final Examples examples;
    private final FormPage page;
    private final Duration browserLimit;
    private final HttpServer server;
    private final Sessions sessions = new Sessions();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);

    private FormServer(AzureDevOpsConnector connector, Examples examples, Duration browserLimit, HttpServer server) {
        this.connector = connector;
        this.examples = examples;
        this.page = new FormPage(connector.requiredScopes(), connector.preferredScopes(), examples.sidebar());
        this.browserLimit = browserLimit;
        this.server = server;
        timers.setRemoveOnCancelPolicy(true);
    }

    /** Starts a server on a free port. It runs until it is closed. */
    static FormServer start(AzureDevOpsConnector connector, Examples examples) throws IOException {
        return start(connector, examples, 0, BROWSER_LIMIT);
    }

    /**
     * Starts a server, which runs until it is closed.
     *
     * @param port the port, or 0 for any free port
     * @param browserLimit how long a thread waits for the rest of a request
     */
    static FormServer start(AzureDevOpsConnector connector, Examples examples, int port, Duration browserLimit)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        FormServer form = new FormServer(connector, examples, browserLimit, server);
        server.createContext("/", exchange -> {
            try {
                form.handle(exchange);
            } finally {
                form.close(exchange);
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
        timers.shutdownNow();
    }

    /** Closes an exchange, which reads what is left of the request. */
    private void close(HttpExchange exchange) {
        TimeLimit limit = new TimeLimit(timers, browserLimit);
        try {
            exchange.close();
        } finally {
            limit.stop();
        }
    }

    private byte[] read(HttpExchange exchange) throws IOException {
        TimeLimit limit = new TimeLimit(timers, browserLimit);
        try {
            return exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
        } finally {
            limit.stop();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (isHead(exchange) ? "GET " + path : exchange.getRequestMethod() + " " + path) {
            case "GET /":
                showForm(exchange);
                return;
            case "POST /":
                submit(exchange);
                return;
            case "GET /connected":
                showResult(exchange);
                return;
            case "GET /form.css":
                send(exchange, 200, "text/css", Html.resource("form.css"));
                return;
            case "GET /form.js":
                send(exchange, 200, "text/javascript", Html.resource("form.js"));
                return;
            default:
                refuse(exchange, path);
        }
    }

    private static void refuse(HttpExchange exchange, String path) throws IOException {
        if (path.matches("/(connected|form\\.(css|js))?")) {
            exchange.getResponseHeaders().set("Allow", path.equals("/") ? "GET, HEAD, POST" : "GET, HEAD");
            send(exchange, 405, "text/plain", "Method not allowed");
        } else {
            send(exchange, 404, "text/plain", "Not found");
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
        byte[] body = read(exchange);
        if (body.length > BODY_LIMIT) {
            show(exchange, 413, FormContent.refused("Your input is too long. Enter only the URL and the token."));
            return;
        }
        Submission submission;
        try {
            submission = Submission.parse(new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            show(exchange, 400, FormContent.refused("Use the form on this page."));
            return;
        }
        if (cookie(exchange).isEmpty()) {
            show(exchange, 403, FormContent.withoutCookie(submission));
            return;
        }
        Optional<Session> session = session(exchange);
        if (session.isEmpty()) {
            show(exchange, 403, FormContent.outOfDate(submission));
            return;
        }
        session.get().submitting.lock();
        try {
            submit(exchange, session.get(), submission);
        } finally {
            session.get().submitting.unlock();
        }
    }

    private void submit(HttpExchange exchange, Session session, Submission submission) throws IOException {
        if (!session.accept(submission.csrf)) {
            if (session.hasResult()) { // most likely of the same form, which was submitted twice
                redirect(exchange, "/connected");
            } else {
                show(exchange, 403, FormContent.outOfDate(submission));
            }
            return;
        }
        VerificationResult result = connector.connect(submission.organizationUrl, submission.personalAccessToken);
        if (result.isVerified()) { // here an application saves result.orElseThrow()
            session.keep(page.of(session.newCsrfToken(), submission, result));
            redirect(exchange, "/connected");
            return;
        }
        result.retryAfter().ifPresent(wait -> exchange.getResponseHeaders().set("Retry-After", FormPage.seconds(wait)));
        sendPage(exchange, result.isRejected() ? 422 : 503, page.of(session.newCsrfToken(), submission, result));
    }

    /** Shows the result once. After that, or in another browser, there is only the form. */
    private void showResult(HttpExchange exchange) throws IOException {
        Optional<Html> result =
                isHead(exchange) ? Optional.empty() : session(exchange).flatMap(Session::takeResult);
        if (result.isPresent()) {
            sendPage(exchange, 200, result.get());
        } else {
            redirect(exchange, "/");
        }
    }

    private void show(HttpExchange exchange, int status, FormContent content) throws IOException {
        Session session = session(exchange).orElseGet(sessions::open);
        exchange.getResponseHeaders()
                .set("Set-Cookie", COOKIE + "=" + session.id + "; Path=/; HttpOnly; SameSite=Strict");
        sendPage(exchange, status, page.of(session.newCsrfToken(), content));
    }

    private Optional<Session> session(HttpExchange exchange) {
        return cookie(exchange).flatMap(sessions::find);
    }

    private static Optional<String> cookie(HttpExchange exchange) {
        List<String> cookies = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
        return cookies.stream()
                .map(SESSION::matcher)
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .findFirst();
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }

    /** Makes the browser send a GET request (303), so that a reload of the page does not submit the form again. */
    private static void redirect(HttpExchange exchange, String path) throws IOException {
        exchange.getResponseHeaders().set("Location", path);
        send(exchange, 303, "text/plain", "");
    }

    private static void sendPage(HttpExchange exchange, int status, Html page) throws IOException {
        send(exchange, status, "text/html", page.toString());
    }

    private static void send(HttpExchange exchange, int status, String type, String content) throws IOException {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
                        + "base-uri 'none'; frame-ancestors 'none'");
        if (isHead(exchange)) {
            headers.set("Content-Length", String.valueOf(body.length));
        }
        exchange.sendResponseHeaders(status, isHead(exchange) || body.length == 0 ? -1 : body.length);
        if (!isHead(exchange)) {
            exchange.getResponseBody().write(body);
        }
    }
}
