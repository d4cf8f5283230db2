package consumer;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.net.http.HttpClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AzureDevOpsProperties.class)
class AzureDevOpsConfiguration {

    @Bean
    AzureDevOpsConnector azureDevOpsConnector(AzureDevOpsProperties properties, ObjectProvider<HttpClient> httpClient) {
        AzureDevOpsConnector.Builder builder = AzureDevOpsConnector.builder()
                .requires(properties.requiredScopes())
                .timeout(properties.timeout());
        httpClient.ifAvailable(builder::httpClient);
        return builder.build();
    }
}
