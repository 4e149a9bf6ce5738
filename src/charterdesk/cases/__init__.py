"""Cases: what is stored of them, how they are loaded, decided and saved, and what asks for it."""
