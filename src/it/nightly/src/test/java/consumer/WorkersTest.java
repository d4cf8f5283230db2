package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import io.github.azuredevopsconnector.testing.ReceivedRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests two machines, which are two processes with one database. One of them is killed during its work. */
class WorkersTest {

    private static final int CONNECTIONS = Integer.getInteger("connections");
    private static final Duration DELAY = Duration.ofMillis(Integer.getInteger("delay"));
    private static final int IN_EACH_ORGANIZATION = 5;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(6);

    private static final String NEXT_NIGHT = "in use, next night";
    private static final String IN_DOUBT = "in doubt, three hours later";
    private static final String DROPPED = "dropped";

    /** The behavior of an organization, and how its five connections end. */
    private enum Kind {
        /** Answers twice with status 429 and a time to wait. */
        THROTTLED("in use, soon", "in use, soon", NEXT_NIGHT, NEXT_NIGHT, NEXT_NIGHT),
        /** Accepts the token twice, with a time to wait. */
        SLOWED_DOWN(NEXT_NIGHT, NEXT_NIGHT, NEXT_NIGHT, NEXT_NIGHT, NEXT_NIGHT),
        EXPIRED(IN_DOUBT, IN_DOUBT, IN_DOUBT, IN_DOUBT, IN_DOUBT),
        EXPIRED_BEFORE(DROPPED, DROPPED, DROPPED, DROPPED, DROPPED),
        TAKEN_OVER(DROPPED, DROPPED, DROPPED, DROPPED, DROPPED),
        ONE_REVOKED(IN_DOUBT, NEXT_NIGHT, NEXT_NIGHT, NEXT_NIGHT, NEXT_NIGHT),
        ONE_DAMAGED("set aside, next night", NEXT_NIGHT, NEXT_NIGHT, NEXT_NIGHT, NEXT_NIGHT),
        GOOD(NEXT_NIGHT, NEXT_NIGHT, NEXT_NIGHT, NEXT_NIGHT, NEXT_NIGHT);

        final List<String> ends;

        Kind(String... ends) {
            this.ends = Stream.of(ends).sorted().toList();
        }

        boolean demandsPause() {
            return this == THROTTLED || this == SLOWED_DOWN;
        }

        int checks() {
            return this == ONE_DAMAGED ? IN_EACH_ORGANIZATION - 1 : IN_EACH_ORGANIZATION;
        }
    }

    private final FakeAzureDevOps fake = FakeAzureDevOps.start();
    private final Map<String, Kind> kinds = new TreeMap<>();
    private final Map<String, List<Instant>> checksOfThrottled = new ConcurrentHashMap<>();
    private final CountDownLatch oneThirdChecked = new CountDownLatch(CONNECTIONS / 3);
    private final List<Process> workers = new ArrayList<>();
    private Database database;

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws Exception {
        for (Process worker : workers) {
            worker.destroyForcibly().waitFor();
        }
        fake.close();
        if (database != null) {
            database.close();
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everyConnectionIsCheckedEvenIfAMachineIsKilled() throws Exception {
        database = new Database();
        for (int i = 0; i < CONNECTIONS / IN_EACH_ORGANIZATION; i++) {
            store(i);
        }
        Path trustStore = trustStore();
        Process first = start("machine-1", trustStore);
        Process second = start("machine-2", trustStore);
        begin(first);
        begin(second);
        Instant begin = Instant.now();

        assertThat(oneThirdChecked.await(5, TimeUnit.MINUTES)).isTrue();
        first.destroyForcibly();
        assertThat(first.waitFor()).isEqualTo(128 + 9);
        Set<String> inProgress = Set.copyOf(
                database.query("SELECT task_instance FROM scheduled_tasks WHERE picked AND picked_by = 'machine-1'"));
        int atKill = requests().size();
        Duration untilKill = Duration.between(begin, Instant.now());
        waitUntilNothingIsDue();
        Duration untilEnd = Duration.between(begin, Instant.now());
        second.destroy();
        assertThat(second.waitFor()).isEqualTo(128 + 15);

        System.out.printf(
                "%,d connections in %,d organizations, which answer after %d ms:%n"
                        + "killed machine-1 after %.1f s and %,d checks, with %d organizations in progress;"
                        + " nothing was due after %.1f s and %,d checks%n",
                CONNECTIONS,
                kinds.size(),
                DELAY.toMillis(),
                untilKill.toMillis() / 1e3,
                atKill,
                inProgress.size(),
                untilEnd.toMillis() / 1e3,
                requests().size());
        assertThat(inProgress).isNotEmpty();
        assertThat(machines()).containsExactlyInAnyOrder("machine-1", "machine-2");
        Map<String, List<String>> ends = ends();
        kinds.forEach((organization, kind) -> {
            if (kind != Kind.THROTTLED || !inProgress.contains(organization)) { // there, a Retry-After may be lost
                assertThat(ends.get(organization))
                        .as("%s, which is %s", organization, kind)
                        .isEqualTo(kind.ends);
            }
        });
        assertThatEachIsCheckedOnce(inProgress);
        assertThatPausesAreKept(inProgress);
    }

    private void store(int number) throws Exception {
        Kind[] all = Kind.values();
        Kind kind = number % 20 < all.length ? all[number % 20] : Kind.GOOD;
        String name = "organization-" + number;
        FakeOrganization organization = fake.organization(name).withDelay(DELAY);
        kinds.put(name, kind);
        if (kind == Kind.EXPIRED || kind == Kind.EXPIRED_BEFORE) {
            organization.leadsTo(Rejected.Reason.TOKEN_EXPIRED);
        } else {
            organization.answers("_apis/connectionData", request -> answer(organization, kind, request));
        }
        for (int i = 0; i < IN_EACH_ORGANIZATION; i++) {
            database.store(
                    organization,
                    kind == Kind.ONE_REVOKED && i == 0 ? "a-revoked-token" : fake.token(),
                    kind == Kind.TAKEN_OVER ? UUID.randomUUID() : organization.id());
        }
        if (kind == Kind.EXPIRED_BEFORE) {
            database.execute("UPDATE azure_devops_connection SET first_rejection = now() - interval '3 hours'"
                    + " WHERE organization = '" + name + "'");
        } else if (kind == Kind.ONE_DAMAGED) {
            database.execute("UPDATE azure_devops_connection SET encrypted_token = set_byte(encrypted_token, 20,"
                    + " 255 - get_byte(encrypted_token, 20)) WHERE id = (SELECT min(id) FROM azure_devops_connection"
                    + " WHERE organization = '" + name + "')");
        }
    }

    private MockResponse answer(FakeOrganization organization, Kind kind, ReceivedRequest request) {
        oneThirdChecked.countDown();
        if (kind.demandsPause()) {
            List<Instant> checks =
                    checksOfThrottled.computeIfAbsent(organization.name(), name -> new CopyOnWriteArrayList<>());
            checks.add(Instant.now());
            if (checks.size() <= 2) {
                return (kind == Kind.THROTTLED ? FakeAnswer.RATE_LIMITED : FakeAnswer.OK)
                        .toResponse(organization, request)
                        .newBuilder()
                        .setHeader("Retry-After", RETRY_AFTER.toSeconds())
                        .build();
            }
        }
        return FakeAnswer.OK.toResponse(organization, request);
    }

    /** Starts a JVM that connects to the fake as if a proxy inspected its TLS connections to Azure DevOps. */
    private Process start(String name, Path trustStore) throws Exception {
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dhttps.proxyHost=" + fake.proxyAddress().getAddress().getHostAddress(),
                        "-Dhttps.proxyPort=" + fake.proxyAddress().getPort(),
                        "-Djavax.net.ssl.trustStore=" + trustStore,
                        "-Djavax.net.ssl.trustStorePassword=changeit",
                        "-Dorg.slf4j.simpleLogger.log.io.github.azuredevopsconnector=debug",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        name,
                        database.url())
                .redirectError(Path.of("target", name + ".log").toFile())
                .start();
        workers.add(worker);
        assertThat(new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))
                        .readLine())
                .isEqualTo("ready");
        return worker;
    }

    private static void begin(Process worker) throws IOException {
        OutputStream in = worker.getOutputStream();
        in.write('\n');
        in.flush();
    }

    /** Returns a trust store with the authority that signed the certificate of the fake. */
    private Path trustStore() throws Exception {
        Certificate[] chain = fake.httpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("https://dev.azure.com/"))
                                .build(),
                        BodyHandlers.discarding())
                .sslSession()
                .orElseThrow()
                .getPeerCertificates();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", chain[chain.length - 1]);
        Path file = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }

    private void waitUntilNothingIsDue() throws Exception {
        String due = "SELECT 1 FROM azure_devops_connection WHERE dropped_at IS NULL AND next_check <= now() LIMIT 1";
        while (!database.query(due).isEmpty()) {
            assertThat(workers.get(1).isAlive()).isTrue();
            Thread.sleep(100); // between two queries
        }
    }

    private List<ReceivedRequest> requests() {
        return fake.requests().stream()
                .filter(request -> request.target().contains("/_apis/connectionData"))
                .collect(Collectors.toList());
    }

    private Set<String> machines() {
        return requests().stream()
                .map(request -> request.header("User-Agent").orElseThrow().split(" ")[0])
                .collect(Collectors.toSet());
    }

    private Map<String, Long> checks() {
        return requests().stream().collect(Collectors.groupingBy(ReceivedRequest::organization, Collectors.counting()));
    }

    /** Returns how the connections of each organization ended. */
    private Map<String, List<String>> ends() throws Exception {
        Map<String, List<String>> ends = new TreeMap<>();
        for (String row : database.query("SELECT organization, " + Database.STATE + " || CASE"
                + " WHEN dropped_at IS NOT NULL THEN ''"
                + " WHEN next_check = first_rejection + interval '3 hours' THEN ', three hours later'"
                + " WHEN next_check <= now() + interval '30 minutes' THEN ', soon'"
                + " ELSE ', next night' END FROM azure_devops_connection")) {
            String[] columns = row.split(" ", 2);
            ends.computeIfAbsent(columns[0], organization -> new ArrayList<>()).add(columns[1]);
        }
        ends.values().forEach(Collections::sort);
        return ends;
    }

    /** The organizations that machine-1 was checking may be checked once more. */
    private void assertThatEachIsCheckedOnce(Set<String> inProgress) {
        Map<String, Long> checks = checks();
        kinds.forEach((organization, kind) -> assertThat(checks.get(organization))
                .as("checks of %s, which is %s", organization, kind)
                .isBetween((long) kind.checks(), kind.checks() + (inProgress.contains(organization) ? 1L : 0L)));
    }

    private void assertThatPausesAreKept(Set<String> inProgress) {
        checksOfThrottled.forEach((organization, checks) -> {
            if (!inProgress.contains(organization)) {
                assertThat(List.of(
                                Duration.between(checks.get(0), checks.get(1)),
                                Duration.between(checks.get(1), checks.get(2))))
                        .as(organization)
                        .allMatch(pause -> pause.compareTo(RETRY_AFTER) >= 0);
            }
        });
    }
}
