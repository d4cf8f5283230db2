package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads the classes that read answers and create results, by reading made-up answers. The first connector in a process
 * does this in the background, so that the first user does not have to wait.
 */
final class WarmUp {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

    private WarmUp() {}

    /** Runs the warm-up when it is called for the first time, on another thread if one can be created. */
    static void beginOnce() {
        if (!BEGUN.getAndSet(true)) {
            LibraryThreads.SHARED.execute(WarmUp::run);
        }
    }

    private static void run() {
        try {
            readAnswers();
        } catch (RuntimeException | Error e) { // the first call has the same problem, and reports it
            return;
        }
    }

    private static void readAnswers() {
        RequestTemplate request = new RequestTemplate(
                OrganizationUrl.ofOrganization("contoso"), PersonalAccessToken.of("none"), RequestTemplate.LIBRARY);
        Probe projects = TokenScope.PROJECT_AND_TEAM_READ.probe();
        VerdictTable.judge(
                request,
                new Probes(Set.of(), Set.of()),
                Map.of(
                        Probe.CALLER,
                        read(Probe.CALLER, "{\"authenticatedUser\":{\"id\":\"5a1d3c70-0000-4000-8000-0123456789ab\"}}"),
                        projects,
                        read(projects, "{\"count\":1,\"value\":[]}")));
    }

    private static Finding read(Probe probe, String body) {
        return AnswerReader.read(probe, Answer.response(200, NO_HEADERS, body.getBytes(UTF_8), false));
    }
}
