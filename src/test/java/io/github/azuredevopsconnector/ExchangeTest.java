package io.github.azuredevopsconnector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests what an exchange leaves behind. */
@Tag("network")
class ExchangeTest {

    /** JDK 17 closes the connection when the future is canceled, though the body was read to its end. */
    @Test
    void anExchangeThatHasEndedLeavesItsConnectionOpen() {
        ConcurrentLinkedQueue<CompletableFuture<Void>> ends = new ConcurrentLinkedQueue<>();
        // The client returns from sendAsync only when the exchange has ended. So the exchange finds its answer there.
        Executor threads = task -> {
            new Thread(task).start();
            if (Thread.currentThread().getName().equals("azure-devops-connector")) {
                Optional.ofNullable(ends.poll()).ifPresent(CompletableFuture::join);
            }
        };
        int exchanges = 20;
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            RequestTemplate request = new RequestTemplate(
                    OrganizationUrl.parse(fake.organization("contoso").url()),
                    PersonalAccessToken.of(fake.token()),
                    RequestTemplate.LIBRARY);
            LiveClient live = LiveClient.of(fake.httpClientBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(threads)
                    .build());
            for (int i = 0; i < exchanges; i++) {
                CompletableFuture<Void> end = new CompletableFuture<>();
                ends.add(end);
                Exchange exchange =
                        Exchange.send(live, Probe.CALLER.request(request).build(), false);
                exchange.end().thenRun(() -> end.complete(null));

                assertThat(exchange.answer())
                        .succeedsWithin(20, SECONDS)
                        .matches(answer -> answer.failure().isEmpty());
            }

            // A request may begin before the connection of the one before it is in the pool again.
            assertThat(fake.tunnels()).hasSizeLessThan(exchanges / 2);
        }
    }
}
