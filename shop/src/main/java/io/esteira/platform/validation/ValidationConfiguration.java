package io.esteira.platform.validation;

import jakarta.validation.Validator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ValidationConfiguration {

    @Bean
    RequestCheck requestCheck(Validator validator) {
        return new RequestCheck(validator);
    }
}
