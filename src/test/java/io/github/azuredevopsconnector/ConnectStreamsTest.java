package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests more calls at once than one HTTP/2 connection carries. */
@Tag("network")
@Isolated
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ConnectStreamsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @ParameterizedTest(name = "{1} calls over {0} streams")
    @CsvSource({"1, 40", "10, 200", "100, 1000"})
    void callsWaitForAFreeStream(int streams, int connects) {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start().withStreams(streams)) {
            fake.organization("contoso");
            AzureDevOpsConnector connector =
                    fake.connectorBuilder().timeout(PATIENCE).build();
            assertThat(connector.connect("dev.azure.com/contoso", fake.token()))
                    .matches(VerificationResult::isVerified);

            assertThat(verdicts(connectAll(connector, fake, connects))).containsOnly("VERIFIED");
            assertThat(fake.requests()).hasSize(2 * connects + 2);
        }
    }

    @Test
    void callsShareTheStreamsWithOtherRequestsOfTheClient() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso");
            FakeOrganization busy = fake.organization("busy");
            HttpClient client = fake.httpClient();
            AzureDevOpsConnector connector = AzureDevOpsConnector.builder()
                    .httpClient(client)
                    .timeout(PATIENCE)
                    .build();
            HttpRequest other = connector
                    .connect(busy.url(), fake.token())
                    .orElseThrow()
                    .request("_apis/projects")
                    .build();
            busy.answers(FakeAnswer.SILENT);
            List<CompletableFuture<HttpResponse<Void>>> held = Stream.generate(
                            () -> client.sendAsync(other, HttpResponse.BodyHandlers.discarding()))
                    .limit(60)
                    .collect(Collectors.toList());

            assertThat(verdicts(connectAll(connector, fake, 200))).containsOnly("VERIFIED");
            assertThat(held).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void aCallThatWaitsForAStreamTimesOut() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start().withStreams(2)) {
            fake.organization("contoso");
            HttpClient client = fake.httpClient();
            AzureDevOpsConnector.Builder builder =
                    AzureDevOpsConnector.builder().httpClient(client);
            AzureDevOpsConnector patient = builder.timeout(PATIENCE).build();
            AzureDevOpsConnector hasty = builder.timeout(Duration.ofMillis(500)).build();
            assertThat(patient.connect("dev.azure.com/contoso", fake.token())).matches(VerificationResult::isVerified);
            fake.organization("contoso").answers(FakeAnswer.SILENT);
            CompletableFuture<VerificationResult> holder = patient.connectAsync("dev.azure.com/contoso", fake.token());

            assertThat(verdicts(connectAll(hasty, fake, 20))).containsOnly("TIMED_OUT");

            holder.cancel(true); // gives its streams to the next
            fake.organization("contoso").answers(FakeAnswer.OK);
            assertThat(patient.connect("dev.azure.com/contoso", fake.token())).matches(VerificationResult::isVerified);
        }
    }

    /** The library recognizes this message, which is the same on every JDK but is not documented. */
    @Test
    void theJdksClientReportsTooManyConcurrentStreams() throws Exception {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start().withStreams(1)) {
            fake.organization("contoso").withDelay(Duration.ofMillis(200));
            HttpClient client = fake.httpClient();
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://dev.azure.com/contoso/_apis/projects"))
                    .timeout(PATIENCE)
                    .build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
            List<CompletableFuture<HttpResponse<Void>>> sent = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                sent.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
            }

            List<String> refusals = new ArrayList<>();
            for (CompletableFuture<HttpResponse<Void>> future : sent) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    refusals.add(Objects.requireNonNull(e.getCause()).getMessage());
                }
            }
            assertThat(refusals).isNotEmpty().containsOnly("too many concurrent streams");
        }
    }

    private static List<CompletableFuture<VerificationResult>> connectAll(
            AzureDevOpsConnector connector, FakeAzureDevOps fake, int count) {
        return Stream.generate(() -> connector.connectAsync("dev.azure.com/contoso", fake.token()))
                .limit(count)
                .collect(Collectors.toList());
    }

    private static List<String> verdicts(List<CompletableFuture<VerificationResult>> futures) {
        return futures.stream().map(future -> Verdicts.verdictOf(future.join())).collect(Collectors.toList());
    }
}
