package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.TokenScope;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

@SpringBootTest
class ApplicationTest {

    /** The application's own connector, with a client that reaches the fake. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Fake {

        @Bean
        FakeAzureDevOps fake() {
            return FakeAzureDevOps.start();
        }

        @Bean
        HttpClient httpClient(FakeAzureDevOps fake) {
            return fake.httpClient();
        }
    }

    @Autowired
    private FakeAzureDevOps fake;

    @Autowired
    private AzureDevOpsConnector connector;

    @Test
    void aTokenWithoutAScopeOfThePropertiesIsRejected() {
        fake.organization("contoso").lacks(TokenScope.WORK_ITEMS_READ);

        VerificationResult result = connector.connect("https://dev.azure.com/contoso", fake.token());

        assertThat(result.isRejected()).isTrue();
        assertThat(result.message()).contains("Work Items: Read");
    }
}
