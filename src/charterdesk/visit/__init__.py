"""What every face of people who are signed in begins with: who asks, when, in which shell."""
