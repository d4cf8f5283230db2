package consumer;

import io.github.azuredevopsconnector.TokenScope;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

@ConfigurationProperties("azure-devops")
record AzureDevOpsProperties(
        @DefaultValue Set<TokenScope> requiredScopes,
        @DefaultValue("20s") Duration timeout) {}
