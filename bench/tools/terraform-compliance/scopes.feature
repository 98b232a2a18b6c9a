Feature: Clients of people hold the scopes of an agent

  Scenario Outline: A client holds the scope
    Given I have genesyscloud_oauth_client defined
    When its authorized_grant_type is CODE
    Then it must contain scopes
    And its value must contain <scope>

    Examples:
      | scope            |
      | webphone:use     |
      | interaction:read |
      | routing:user     |
